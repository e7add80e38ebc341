import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { dueContacts } from "./ledger.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const state = async (call: Call) => (await room.row(call))?.state;
const describes = () => room.endpoints.faults.counts()["connect.DescribeContact"] ?? 0;

/** Contacts that entered one second after another, and that Connect knows as they are. */
async function entered(calls: readonly Call[]): Promise<void> {
  for (const [index, call] of calls.entries()) {
    await room.at(index).switchedOn(call);
    room.known(call);
  }
}

describe("the budget", () => {
  it("check: a sweep over 1,000 due contacts makes no more calls than the budget and loses none", async () => {
    const calls = Array.from({ length: 1_000 }, () => new Call({ disconnectedAt: 290 }));
    for (const call of calls) room.known(call);
    await room.switchedOnAll(calls);
    room.endpoints.faults.reset();
    for (let slot = 1; slot <= 2; slot += 1) {
      const begin = room.at(slot * 300).clock.time;
      await room.sweep();
      expect(room.clock.time - begin).toBeLessThanOrEqual(300_000);
      expect(describes()).toBe(slot === 1 ? (300 - 15) * 2 : 1_000);
    }
    expect(room.endpoints.api.calls.throttled).toBe(0);
    const over: string[] = [];
    const later = room.at(9_999).room();
    for await (const { contactId } of dueContacts(later, "COMPLETED - QUEUE/IVR")) {
      over.push(contactId);
    }
    expect(over.toSorted()).toEqual(calls.map(({ contactId }) => contactId).toSorted());
  });

  it("that does not suffice is told of: every sweep that ends with something left", async () => {
    const calls = Array.from({ length: 60 }, () => Call.withAgent());
    await entered(calls);
    const unfinished = () => room.outcomes.taken().filter((one) => one === "SweepUnfinished");
    // Ten seconds are left of the slot.
    await room.at(575).sweep();
    expect(unfinished()).toHaveLength(1);
    await room.at(600).sweep();
    expect(unfinished()).toEqual([]);
  });

  it("waits while others use it up, and goes on", async () => {
    const calls = [Call.withAgent(), Call.withAgent()];
    await entered(calls);
    room.endpoints.faults.add({ service: "connect", times: 3, fault: { kind: "throttle" } });
    await room.at(600).step("PollInitialised");
    for (const call of calls) expect(await state(call)).toBe("COMPLETED - AGENT");
    expect(describes()).toBe(5);
    expect(room.clock.time).toBeGreaterThan(MORNING + 607_000);
  });

  it("that others keep for themselves ends the step, says so, and delays nobody", async () => {
    const calls = [Call.withAgent(), Call.withAgent()];
    await entered(calls);
    room.endpoints.faults.add({ service: "connect", times: 99, fault: { kind: "throttle" } });
    expect(await room.at(600).step("PollInitialised")).toEqual({ again: false });
    expect(describes()).toBe(4);
    expect(room.outcomes.taken()).toContain("DescribeThrottled");
    room.endpoints.faults.reset();
    await room.sweepUntil(900);
    for (const call of calls) expect(await state(call)).toBe("COMPLETED - AGENT");
  });

  it("is asked for again when the function's time is up before the slot's", async () => {
    room.stepMs = 25_000;
    const calls = Array.from({ length: 40 }, () => Call.withAgent());
    await entered(calls);
    expect(await room.at(600).step("PollInitialised")).toEqual({ again: true });
    expect(room.clock.time).toBeLessThanOrEqual(MORNING + 600_000 + 25_000 / 2 + 1_000);
    await room.sweep();
    for (const call of calls) expect(await state(call)).toBe("COMPLETED - AGENT");
  });

  it("is shared: no step takes more than half while another has something due", async () => {
    room.rate = { perSecond: 1, burst: 5 };
    const initialised = Array.from({ length: 40 }, () => Call.withAgent());
    const completed = Array.from({ length: 40 }, () => Call.withAgent());
    for (const call of [...initialised, ...completed]) room.known(call);
    await room.switchedOnAll([...initialised, ...completed]);
    for (const call of completed) await room.events(call, "COMPLETED");
    const left = () => Math.floor((MORNING + 885_000 - room.clock.time) / 1_000);
    room.at(825);
    for (const step of ["PollInitialised", "VerifyRecordings"] as const) {
      const half = Math.floor(left() / 2);
      room.endpoints.faults.reset();
      expect(await room.step(step)).toEqual({ again: true });
      expect(describes()).toBe(half);
    }
  });
});
