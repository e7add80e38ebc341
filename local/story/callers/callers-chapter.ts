import { listClaims } from "../../../src/callbacks/list.ts";
import { Random } from "../../random.ts";
import type { LocalStack } from "../../stack.ts";
import type { Chapter } from "../chapter.ts";
import { HOUR } from "../day.ts";
import type { StoryLine } from "../line/story-line.ts";
import type { Witness } from "../witness.ts";
import { type CallersReport, reportOf } from "./callers-report.ts";
import { OutcomeCounts } from "./outcome-counts.ts";
import { type PlannedCaller, planDay } from "./plan.ts";
import { PromisedCallbacks } from "./promised-callbacks.ts";
import { PromisedTrackers } from "./promised-trackers.ts";
import { Tally } from "./tally.ts";
import { watchCallbacks } from "./watch-callbacks.ts";
import { watchLookups } from "./watch-lookups.ts";
import { watchTrackers } from "./watch-trackers.ts";
import type { FlowFunctions } from "./world.ts";

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
  readonly line: StoryLine;
  readonly functions: FlowFunctions;
  readonly audience: CallersAudience;
}

/** A day of callers who want to be called back, who are cut off, and who ask a slow system. */
export function callersChapter(
  stack: LocalStack,
  witness: Witness,
  options: CallersOptions,
): Chapter<CallersReport> {
  const tally = new Tally();
  const { simulator } = options.line;
  const outcomes = new OutcomeCounts((contactId) => simulator.contact(contactId) !== undefined);
  const forget = stack.onLog((line) => outcomes.see(line));
  const callers = planDay(options.callers, new Random(options.seed));
  const { play } = players(stack, witness, tally, options);
  for (const { number } of callers) witness.secrets.add(number.slice(1));
  return {
    name: "callers",
    async play() {
      options.audience.planned(callers);
      const all = callers.map((caller) => stack.clock.start(caller.kind.name, () => play(caller)));
      await stack.clock.waiting(Promise.all(all));
      await simulator.settled();
    },
    async check() {
      forget();
      await everyClaimReleased(stack, witness);
      oneExecutionPerRequest(stack, witness, tally);
    },
    report: () => reportOf(tally, outcomes),
  };
}

function players(stack: LocalStack, witness: Witness, tally: Tally, options: CallersOptions) {
  const { clock, faults } = stack;
  const { seed, audience, line, functions } = options;
  const trackers = new PromisedTrackers(witness);
  watchCallbacks(line, functions, tally, new PromisedCallbacks(witness, CLAIM_TTL));
  watchTrackers(line, functions, tally, trackers, witness);
  watchLookups(line, functions, tally, witness);
  line.invocations.onInvocation(({ functionName, problems }) => {
    witness.check(
      "answersAreValid",
      problems.length === 0,
      () => `${functionName}: ${problems.join("; ")}`,
    );
  });
  let done = 0;
  const play = async (caller: PlannedCaller): Promise<void> => {
    await clock.sleep(caller.arrivesAfter);
    await caller.kind.play({
      clock,
      faults,
      line,
      functions,
      witness,
      tally,
      random: new Random(seed + 7919 * (caller.index + 1)),
      number: caller.number,
      say: (text) => audience.said(caller, clock.now(), text),
    });
    done += 1;
    audience.finished(caller, done, clock.now());
  };
  return { play };
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
