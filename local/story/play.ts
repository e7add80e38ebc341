import { ConnectInstance, type Outlets, type RecordDelivery } from "../connect/connect-instance.ts";
import type { Instance } from "../connect/contact.ts";
import { Random } from "../connect/random.ts";
import type { LocalStack } from "../stack.ts";
import { checkAtTheEnd } from "./invariants.ts";
import { OutcomeCounts } from "./outcome-counts.ts";
import { type PlannedCaller, planDay } from "./plan.ts";
import { PromisedCallbacks } from "./promised-callbacks.ts";
import { PromisedTrackers } from "./promised-trackers.ts";
import type { StoryReport } from "./report.ts";
import { Witness } from "./witness.ts";
import { AFTERMATH, DAY, type FlowFunctions, HOUR, MINUTE } from "./world.ts";

/** Contact records come late one time in eight, and again one time in six. */
const RECORDS: RecordDelivery = {
  usual: [60, 120],
  late: [600, 1800],
  lateChance: 1 / 8,
  repeatChance: 1 / 6,
};

const CLAIM_TTL = 24 * HOUR;

/** What somebody who watches is told while the story plays. */
export interface Audience {
  planned(callers: readonly PlannedCaller[]): void;
  said(caller: PlannedCaller, at: number, text: string): void;
  finished(caller: PlannedCaller, done: number, at: number): void;
}

export interface StoryOptions {
  readonly seed: number;
  readonly callers: number;
  readonly instance: Instance;
  readonly functions: FlowFunctions;
  readonly audience: Audience;
}

/**
 * Plays one day of callers against the stack on the driven clock, then the day after, until what
 * nothing released has expired, and holds every promise against what happened.
 */
export async function playStory(stack: LocalStack, options: StoryOptions): Promise<StoryReport> {
  const { seed, audience } = options;
  const { clock } = stack;
  const wall = performance.now();
  const begun = clock.now();
  const witness = new Witness();
  const outcomes = new OutcomeCounts();
  const forget = stack.onLog((line) => outcomes.see(line));
  const callers = planDay(options.callers, new Random(seed));
  audience.planned(callers);
  const shared = {
    clock,
    faults: stack.faults,
    functions: options.functions,
    witness,
    callbacks: new PromisedCallbacks(witness, CLAIM_TTL),
    trackers: new PromisedTrackers(witness),
  };
  const outlets = outletsOf(stack, witness);
  failTheStoreForAWhile(stack, begun);
  let done = 0;
  const play = async (caller: PlannedCaller): Promise<void> => {
    await clock.sleep(caller.arrivesAfter);
    const random = new Random(seed + 7919 * (caller.index + 1));
    const connection = { clock, random, instance: options.instance, delivery: RECORDS };
    await caller.kind.play({
      ...shared,
      random,
      connect: new ConnectInstance({ ...connection, outlets }),
      connectWithoutEvents: new ConnectInstance({
        ...connection,
        outlets: { ...outlets, putEvent: () => {} },
      }),
      number: caller.number,
      say: (text) => audience.said(caller, clock.now(), text),
    });
    done += 1;
    audience.finished(caller, done, clock.now());
  };
  await clock.drive(async () => {
    const all = callers.map((caller) => clock.start(caller.kind.name, () => play(caller)));
    await clock.waiting(Promise.all(all));
    await clock.sleep(Math.max(0, begun + DAY + AFTERMATH - clock.now()));
  });
  await stack.delivery.idle();
  await clock.drive(() => checkAtTheEnd(stack, witness, callers));
  forget();
  return reportOf({ seed, witness, outcomes, wall, virtualMs: clock.now() - begun });
}

/**
 * Around one o'clock the store fails for two and a half minutes: callers hear so, records and events
 * are delivered again. (Lambda's last retry of an event comes three minutes after the first attempt.)
 */
function failTheStoreForAWhile({ clock, faults }: LocalStack, begun: number): void {
  clock.at(begun + 5 * HOUR, () => {
    const outage = faults.add({
      service: "dynamodb",
      times: Number.POSITIVE_INFINITY,
      fault: { kind: "error", status: 500 },
    });
    clock.at(clock.now() + 2.5 * MINUTE, () => outage.remove());
  });
}

function outletsOf(stack: LocalStack, witness: Witness): Outlets {
  return {
    invoke(name, payload) {
      witness.tally.calls += 1;
      return stack.invoke(name, payload);
    },
    putEvent: (event) => stack.putEvent(event),
    putRecord: (record, key) => stack.putContactRecord(record, key),
  };
}

function reportOf(day: {
  readonly seed: number;
  readonly witness: Witness;
  readonly outcomes: OutcomeCounts;
  readonly wall: number;
  readonly virtualMs: number;
}): StoryReport {
  const { tally } = day.witness;
  const { outcomes } = day;
  const invariants = day.witness.verdicts();
  return {
    ok: Object.values(invariants).every(Boolean),
    seed: day.seed,
    wallMs: Math.round(performance.now() - day.wall),
    virtualMs: day.virtualMs,
    callbacks: {
      claims: tally.claims,
      duplicatesRefused: tally.duplicatesRefused,
      released: outcomes.of("CallbackReleased") + outcomes.of("CallbackCleared"),
    },
    trackers: {
      stored: outcomes.of("TrackerStored"),
      resumed: tally.resumed,
      closed: outcomes.of("TrackerClosed") + outcomes.of("TrackerCleared"),
      expired: tally.expired,
    },
    asyncFunction: {
      started: tally.started,
      succeeded: tally.succeeded,
      failed: tally.failed,
      comfortMessages: tally.comfortMessages,
    },
    invariants,
    broken: day.witness.broken.map(({ invariant, how }) => `${invariant}: ${how}`),
  };
}
