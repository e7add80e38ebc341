import { listClaims } from "../../../src/callbacks/list.ts";
import {
  ConnectInstance,
  type Outlets,
  type RecordDelivery,
} from "../../connect/connect-instance.ts";
import type { Instance } from "../../connect/contact.ts";
import { Random } from "../../connect/random.ts";
import type { LocalStack } from "../../stack.ts";
import type { Chapter } from "../chapter.ts";
import { HOUR } from "../day.ts";
import type { OutcomeCounts } from "../outcome-counts.ts";
import type { Witness } from "../witness.ts";
import { type PlannedCaller, planDay } from "./plan.ts";
import { PromisedCallbacks } from "./promised-callbacks.ts";
import { PromisedTrackers } from "./promised-trackers.ts";
import { emptyTally, type Tally } from "./tally.ts";
import type { FlowFunctions } from "./world.ts";

/** Contact records come late one time in eight, and again one time in six. */
const RECORDS: RecordDelivery = {
  usual: [60, 120],
  late: [600, 1800],
  lateChance: 1 / 8,
  repeatChance: 1 / 6,
};

const CLAIM_TTL = 24 * HOUR;

/** What somebody who watches the callers is told while they call. */
export interface CallersAudience {
  planned(callers: readonly PlannedCaller[]): void;
  said(caller: PlannedCaller, at: number, text: string): void;
  finished(caller: PlannedCaller, done: number, at: number): void;
}

export interface CallersOptions {
  readonly seed: number;
  readonly callers: number;
  readonly instance: Instance;
  readonly functions: FlowFunctions;
  readonly audience: CallersAudience;
}

export interface CallersReport {
  readonly callbacks: {
    readonly claims: number;
    readonly duplicatesRefused: number;
    readonly released: number;
  };
  readonly trackers: {
    readonly stored: number;
    readonly resumed: number;
    readonly closed: number;
    readonly expired: number;
  };
  readonly asyncFunction: {
    readonly started: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly comfortMessages: number;
  };
}

/** A day of callers who want to be called back, who are cut off, and who ask a slow system. */
export function callersChapter(
  stack: LocalStack,
  witness: Witness,
  outcomes: OutcomeCounts,
  options: CallersOptions,
): Chapter<CallersReport> {
  const tally = emptyTally();
  const callers = planDay(options.callers, new Random(options.seed));
  const { play } = players(stack, witness, tally, options);
  for (const { number } of callers) witness.secrets.add(number.slice(1));
  return {
    name: "callers",
    async play() {
      options.audience.planned(callers);
      const all = callers.map((caller) => stack.clock.start(caller.kind.name, () => play(caller)));
      await stack.clock.waiting(Promise.all(all));
    },
    async check() {
      await everyClaimReleased(stack, witness);
      oneExecutionPerRequest(stack, witness, tally);
    },
    report: () => reportOf(tally, outcomes),
  };
}

function players(stack: LocalStack, witness: Witness, tally: Tally, options: CallersOptions) {
  const { clock } = stack;
  const { seed, audience, instance } = options;
  const shared = {
    clock,
    faults: stack.faults,
    functions: options.functions,
    witness,
    tally,
    callbacks: new PromisedCallbacks(witness, CLAIM_TTL),
    trackers: new PromisedTrackers(witness),
  };
  const outlets = outletsOf(stack, tally);
  let done = 0;
  const play = async (caller: PlannedCaller): Promise<void> => {
    await clock.sleep(caller.arrivesAfter);
    const random = new Random(seed + 7919 * (caller.index + 1));
    const connection = { clock, random, instance, delivery: RECORDS };
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
  return { play };
}

function outletsOf(stack: LocalStack, tally: Tally): Outlets {
  return {
    invoke(name, payload) {
      tally.calls += 1;
      return stack.invoke(name, payload);
    },
    putEvent: (event) => stack.putEvent(event),
    putRecord: (record, key) => stack.putContactRecord(record, key),
  };
}

async function everyClaimReleased(stack: LocalStack, witness: Witness): Promise<void> {
  const live = await listClaims({
    client: stack.dynamodb,
    table: stack.tableName("callback_number"),
    clock: stack.clock,
  });
  witness.check(
    "everyClaimReleasedInTheEnd",
    live.length === 0,
    () => `${live.length} claims are still live`,
  );
}

function oneExecutionPerRequest(stack: LocalStack, witness: Witness, tally: Tally): void {
  const started = stack.executionsStarted("linekeeper-async-function");
  witness.check(
    "oneExecutionPerRequest",
    started === tally.requests.size,
    () => `${tally.requests.size} requests, ${started} executions`,
  );
}

function reportOf(tally: Tally, outcomes: OutcomeCounts): CallersReport {
  return {
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
  };
}
