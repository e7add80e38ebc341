import type { LocalClock } from "../../local/clock/clock.ts";
import { hangUpAt } from "../../local/connect/caller/hang-up-at.ts";
import type { ActionStarted, Observer, Override } from "../../local/connect/flow/observer.ts";
import { DeclaredErrors } from "../../local/test-run/call/declared-errors.ts";
import type { Moment } from "./moment.ts";
import type { Way } from "./way.ts";

/** An action that a caller on the line has come to. Times are epoch milliseconds. */
export interface Passed {
  /** The bank calls back: the actions of that call are counted by themselves. */
  readonly inCallback: boolean;
  readonly index: number;
  /** `make-payment`. */
  readonly flow: string;
  readonly action: string;
  readonly type: string;
  readonly startedAt: number;
  /** Undefined: something broke it off. */
  endedAt: number | undefined;
}

/** Goes along with a caller, breaks what is out of order, and hangs up at the moment that is due. */
export class Watcher implements Observer {
  readonly passed: Passed[] = [];
  readonly #clock: LocalClock;
  readonly #errors: DeclaredErrors;
  readonly #moment: Moment | undefined;
  readonly #hangUp: Observer | undefined;
  readonly #open = new Map<string, Passed>();

  constructor(clock: LocalClock, way: Way, moment: Moment | undefined) {
    this.#clock = clock;
    this.#errors = new DeclaredErrors(way.errors ?? []);
    this.#moment = moment;
    this.#hangUp = moment && hangUpAt(moment.index, clock, moment.afterMs);
  }

  actionStarted(started: ActionStarted): Override | undefined {
    const passed = this.#come(started);
    const error = this.#errors.visited(passed.flow, passed.action);
    if (this.#moment?.inCallback === passed.inCallback) this.#hangUp?.actionStarted?.(started);
    return error === undefined ? undefined : { ends: error };
  }

  actionCompleted(completed: ActionStarted): void {
    const passed = this.#open.get(keyOf(completed));
    if (passed) passed.endedAt = this.#clock.now();
  }

  #come(started: ActionStarted): Passed {
    const { flowArn, identifier, index, type, line } = started;
    const passed: Passed = {
      inCallback: isCallback(started),
      index,
      flow: flowArn.split("/").at(-1) ?? flowArn,
      action: identifier,
      type,
      startedAt: this.#clock.now(),
      endedAt: undefined,
    };
    // What an agent hears before a customer is dialled is nobody's to hang up in.
    if (line?.open) this.passed.push(passed);
    this.#open.set(keyOf(started), passed);
    return passed;
  }
}

function isCallback({ contact }: Pick<ActionStarted, "contact">): boolean {
  return contact.initiationMethod === "CALLBACK";
}

function keyOf(started: Pick<ActionStarted, "contact" | "index">): string {
  return `${isCallback(started)} ${started.index}`;
}
