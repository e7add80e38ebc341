import fc from "fast-check";
import { expect, test } from "vitest";
import { StillClock } from "../../test/still-clock.ts";
import { TokenBucket } from "../aws/token-bucket.ts";
import { oldestFirst } from "./oldest-first.ts";
import { sweepSlot } from "./sweep-slot.ts";
import { workOff } from "./work-off.ts";

const SLOT_MS = 300_000;

/** What became of one contact that was due. */
interface Done {
  readonly step: number;
  readonly dueAt: number;
  readonly at: number;
}

/**
 * The sweep without AWS around it: queues of what is due, one for each step that asks Connect, and
 * the rounds of the state machine, on a clock that only the budget moves.
 */
class Sweeping {
  readonly clock: StillClock = new StillClock(0);
  readonly done: Done[] = [];
  readonly calls: number[] = [];
  /** Of each run of a step: what was left of the slot when it began, what it took, who else waited. */
  readonly runs: { left: number; took: number; othersWaited: boolean }[] = [];
  readonly #queues: number[][];
  readonly #rate: { perSecond: number; burst: number };
  readonly #functionMs: number;

  constructor(queues: number[][], rate = { perSecond: 2, burst: 5 }, functionMs = SLOT_MS) {
    this.#queues = queues.map((queue) => queue.toSorted((a, b) => a - b));
    this.#rate = rate;
    this.#functionMs = functionMs;
  }

  get left(): number {
    return this.#queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  /** One slot, begun when its time has come. @returns the rounds it took */
  async slot(): Promise<number> {
    const slotEndsAt = sweepSlot(this.clock.time).endsAt;
    let rounds = 0;
    for (let again = true; again; rounds += 1) {
      again = false;
      for (const step of this.#queues.keys()) {
        if (await this.#run(step, slotEndsAt)) again = true;
      }
    }
    this.clock.time = Math.ceil((this.clock.time + 1) / SLOT_MS) * SLOT_MS;
    return rounds;
  }

  async #run(step: number, slotEndsAt: number): Promise<boolean> {
    const { clock } = this;
    const budget = new TokenBucket(clock, this.#rate);
    const queue = this.#queues[step] ?? [];
    const othersWait = () =>
      this.#queues.some((other, index) => index !== step && other.length > 0);
    const run = { left: budget.fitsUntil(slotEndsAt), took: 0, othersWaited: othersWait() };
    const { again } = await workOff({
      due: oldestFirst([due(queue)]),
      work: async ({ dueAt }) => {
        await budget.take();
        this.calls.push(clock.time);
        queue.splice(queue.indexOf(dueAt), 1);
        this.done.push({ step, dueAt, at: clock.time });
      },
      budget,
      othersWait: async () => othersWait(),
      stopAt: Math.min(slotEndsAt, clock.time + this.#functionMs),
      slotEndsAt,
      now: () => clock.now(),
    });
    run.took = budget.taken;
    this.runs.push(run);
    return again;
  }
}

async function* due(queue: readonly number[]) {
  for (const dueAt of [...queue]) yield { contactId: String(dueAt), dueAt };
}

test("5,000 due drain over the slots they need, oldest first, at the account's rate", async () => {
  const times = Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 100_000);
  const sweeping = new Sweeping([times]);
  let slots = 0;
  for (; sweeping.left > 0; slots += 1) expect(await sweeping.slot()).toBe(1);
  expect(slots).toBe(Math.ceil(5_000 / (285 * 2)));
  const order = sweeping.done.map(({ dueAt }) => dueAt);
  expect(order).toEqual(times.toSorted((a, b) => a - b));
});

test("5,000 due in three steps drain too: none starves, and no slot is wasted", async () => {
  const times = (length: number) => Array.from({ length }, (_, i) => i);
  const sweeping = new Sweeping([times(3_000), times(1_000), times(1_000)]);
  let slots = 0;
  for (; sweeping.left > 0; slots += 1) {
    const before = sweeping.done.length;
    await sweeping.slot();
    const inSlot = sweeping.done.slice(before);
    expect(inSlot.length).toBeLessThanOrEqual(570);
    if (sweeping.left > 0) expect(inSlot.length).toBeGreaterThan(550);
    if (slots === 0) expect(new Set(inSlot.map(({ step }) => step)).size).toBe(3);
  }
  expect(slots).toBeLessThanOrEqual(10);
  for (const step of [0, 1, 2]) {
    const order = sweeping.done.filter((one) => one.step === step).map(({ dueAt }) => dueAt);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});

test("whatever is due, however short the function's time: the budget is kept, shared, and nothing is lost", async () => {
  const queue = fc.uniqueArray(fc.nat(99_999), { maxLength: 250 });
  const rate = fc.record({
    perSecond: fc.integer({ min: 1, max: 8 }),
    burst: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(queue, { minLength: 1, maxLength: 4 }),
      rate,
      fc.integer({ min: 2_000, max: SLOT_MS }),
      fc.nat(250_000),
      async (queues, limit, functionMs, late) => {
        const sweeping = new Sweeping(queues, limit, functionMs);
        sweeping.clock.time = late;
        const due = sweeping.left;
        for (let slots = 0; sweeping.left > 0; slots += 1) {
          expect(slots).toBeLessThan(10);
          await sweeping.slot();
        }
        expect(sweeping.done).toHaveLength(due);
        for (const { left, took, othersWaited } of sweeping.runs) {
          expect(took).toBeLessThanOrEqual(othersWaited ? left / 2 : left);
        }
        const spans = sweeping.calls.map((at, i) => [at, sweeping.calls[i + limit.burst]] as const);
        for (const [from, to] of spans) {
          if (to !== undefined)
            expect(to - from).toBeGreaterThanOrEqual(1_000 / limit.perSecond - 1e-6);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("what fails ends the run, once what was begun is done", async () => {
  const clock = new StillClock(0);
  const worked: number[] = [];
  const work = workOff({
    due: due([1, 2, 3, 4, 5, 6]),
    work: async ({ dueAt }) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (dueAt === 2) throw new Error("the store");
      worked.push(dueAt);
    },
    budget: new TokenBucket(clock, { perSecond: 4, burst: 5 }),
    othersWait: async () => false,
    stopAt: SLOT_MS,
    slotEndsAt: SLOT_MS,
    now: () => clock.now(),
  });
  await expect(work).rejects.toThrow("the store");
  expect(worked).toEqual([1, 3]);
});
