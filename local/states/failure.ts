import type { JsonObject } from "./json.ts";

/** What a failure is, besides its name: who may catch it, and under which other names. */
interface FailureKind {
  /** `States.Runtime` and a state's own output being too large end the execution at once. */
  readonly catchable?: boolean;
  /** Other names under which a Retry or a Catch knows it. */
  readonly alias?: string;
}

/**
 * An error inside an execution, in the words of Step Functions: `error` is the name that Retry and
 * Catch match, `cause` the text for people. AWS leaves either out when nobody gave it.
 */
export class StateFailure extends Error {
  override readonly name: string = "StateFailure";
  readonly error: string | undefined;
  readonly failureCause: string | undefined;
  readonly catchable: boolean;
  readonly alias: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, kind: FailureKind = {}) {
    super(cause === undefined ? (error ?? "") : `${error}: ${cause}`);
    this.error = error;
    this.failureCause = cause;
    this.catchable = kind.catchable ?? error !== "States.Runtime";
    this.alias = kind.alias;
  }

  /** `error` and `cause` as events carry them: absent when nobody gave them. */
  details(): JsonObject {
    return {
      ...(this.error === undefined ? {} : { error: this.error }),
      ...(this.failureCause === undefined ? {} : { cause: this.failureCause }),
    };
  }

  /** What a catcher sees as `$states.errorOutput`; AWS gives null for what nobody gave. */
  errorOutput(): JsonObject {
    return { Error: this.error ?? null, Cause: this.failureCause ?? null };
  }

  /** Whether an `ErrorEquals` list names this failure. */
  matches(names: readonly string[]): boolean {
    return this.catchable && names.some((name) => this.#answersTo(name));
  }

  #answersTo(name: string): boolean {
    if (name === this.error || name === this.alias || name === "States.ALL") return true;
    return name === "States.TaskFailed" && this.error !== "States.Timeout";
  }
}

/** A task ran longer than its TimeoutSeconds. */
export class TaskTimeout extends StateFailure {
  constructor(alias?: string) {
    super("States.Timeout", undefined, alias === undefined ? {} : { alias });
  }

  override errorOutput(): JsonObject {
    return { Error: "States.Timeout", Cause: "" };
  }
}

/** Something came out larger than 256 KiB. `catchable` when it was a task's result, as on AWS. */
export function dataLimitExceeded(what: string, catchable: boolean): StateFailure {
  const cause = `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return new StateFailure("States.DataLimitExceeded", cause, { catchable });
}

export function runtimeFailure(cause: string): StateFailure {
  return new StateFailure("States.Runtime", cause, { catchable: false });
}
