import type { LocalClock } from "../../clock/clock.ts";
import type { CallersLine } from "../../connect/line/line.ts";
import { Progress } from "../../connect/testing-language/progress.ts";
import type {
  Command,
  Instruction,
  Observation,
  TestAction,
  TestCase,
} from "../../connect/testing-language/test-case.ts";
import type { Failure } from "../failure.ts";
import { asserted } from "./assertion.ts";
import { type Fit, fitOf } from "./fits.ts";
import { type ActionDone, type Observed, toldAssertion } from "./observed.ts";
import type { Occurred } from "./occurred.ts";
import { Overrides } from "./overrides.ts";

/** What a test can do to its call, and ask of it. */
export interface Hold {
  /** What a JSONPath leads to now. */
  resolve(reference: string): unknown;
  /** A text with its references filled in. */
  fill(text: string): string;
  /** Ends the call at once. */
  end(): void;
}

/**
 * The observations of a test while its call is played: what occurs is given to the one that waits
 * for it, whose actions follow at once. The first assertion that does not hold ends the test.
 */
export class CallScript {
  readonly progress: Progress;
  readonly overrides: Overrides = new Overrides();
  readonly observed: Observed[] = [];
  /** What the test could not go on after. */
  failure: Failure | undefined;
  /** EndTest was reached. */
  ended = false;
  readonly #clock: LocalClock;
  readonly #hold: Hold;
  /** The best score of each observation that waited for something similar. */
  readonly #nearest = new Map<Observation, number>();
  /** When the last event was taken; epoch milliseconds. */
  #lastAt: number;

  constructor(clock: LocalClock, { observations }: TestCase, hold: Hold) {
    this.#clock = clock;
    this.#hold = hold;
    this.progress = new Progress(observations);
    this.#lastAt = clock.now();
  }

  /** @returns whether an observation waited for it */
  occurred(occurred: Occurred, line?: CallersLine): boolean {
    if (this.failure || this.ended) return false;
    let taken: Fit | undefined;
    const observation = this.progress.take((one) => {
      const found = fitOf(one.event, occurred, (text) => this.#hold.fill(text));
      if (found.fits) taken = found;
      else this.#note(one, found);
      return found.fits;
    });
    if (observation === undefined) return false;
    this.#lastAt = this.#clock.now();
    const actions: ActionDone[] = [];
    this.observed.push({
      observation,
      at: this.#clock.now(),
      occurred,
      ...(taken?.score !== undefined && { score: taken.score }),
      actions,
    });
    for (const action of observation.actions) {
      if (this.failure || this.ended) break;
      actions.push(this.#perform(observation, action, line));
    }
    if (!this.failure) this.progress.followedBy(observation);
    return true;
  }

  /** Since when those wait that wait now; epoch milliseconds. */
  get waitingSince(): number {
    return this.#lastAt;
  }

  /** How near a message came to what an observation waits for; undefined where none was compared. */
  nearest(observation: Observation): number | undefined {
    return this.#nearest.get(observation);
  }

  #note(observation: Observation, { score }: Fit): void {
    if (score === undefined) return;
    const best = Math.max(score, this.#nearest.get(observation) ?? 0);
    this.#nearest.set(observation, best);
  }

  #perform(
    observation: Observation,
    action: TestAction,
    line: CallersLine | undefined,
  ): ActionDone {
    switch (action.type) {
      case "SendInstruction":
        return { action, done: this.#instruct(observation, action.instruction, line) };
      case "OverrideSystemBehavior":
        this.overrides.add(action.override);
        return { action, done: true };
      case "TestControl":
        return { action, done: true, ...this.#control(action.command) };
      case "Assert": {
        const { assertion } = action;
        const result = asserted(assertion, this.#hold.resolve(assertion.namespace));
        if (!result.holds) {
          this.#fail({
            about: "assertion",
            message: `"${observation.id}": expected ${toldAssertion(assertion)}, and it is "${result.actual}"`,
          });
        }
        return { action, done: result.holds, actual: result.actual };
      }
    }
  }

  #instruct(
    observation: Observation,
    instruction: Instruction,
    line: CallersLine | undefined,
  ): boolean {
    if (instruction.type === "DtmfInput") line?.press(instruction.keys);
    else if (instruction.type === "Disconnect") line?.hangUp();
    else {
      this.#fail({
        about: "call",
        message: `"${observation.id}": an utterance needs a bot that listens, and none is simulated`,
        details: ["mock ConnectParticipantWithLexBot: OverrideSystemBehavior, MockResponse"],
      });
      return false;
    }
    return true;
  }

  #control(command: Command): Pick<ActionDone, "logged"> {
    if (command.type === "EndTest") {
      this.ended = true;
      this.#hold.end();
      return {};
    }
    const values = Object.entries(command.expressions).map(([label, path]) => {
      const value = this.#hold.resolve(path);
      return [label, typeof value === "object" ? JSON.stringify(value) : String(value ?? "")];
    });
    return { logged: Object.fromEntries(values) };
  }

  #fail(failure: Failure): void {
    this.failure = failure;
    this.#hold.end();
  }
}
