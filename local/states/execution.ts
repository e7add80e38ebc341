import type { LocalClock } from "../clock/clock.ts";
import type { Random } from "../random.ts";
import { alarm } from "./alarm.ts";
import { Cancellation, Cancelled } from "./cancellation.ts";
import { detached } from "./detached.ts";
import { runtimeFailure, StateFailure } from "./failure.ts";
import { History } from "./history.ts";
import type { Integrations } from "./integrations.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Machine } from "./machine.ts";
import { runFlow } from "./run-flow.ts";
import { Scope } from "./scope.ts";
import type { TaskTokens } from "./task-tokens.ts";

export type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Who an execution is. */
interface Identity {
  /** How many were started before it. */
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly region: string;
}

/** What an execution works with. */
export interface Means {
  readonly clock: LocalClock;
  readonly integrations: Integrations;
  readonly tokens: TaskTokens;
  readonly random: Random;
}

/** One run of a machine, from start to end. */
export class Execution {
  readonly identity: Identity;
  readonly input: Json;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly history: History;
  status: Status = "RUNNING";
  stoppedAt: number | undefined;
  output: Json | undefined;
  error: string | undefined;
  failureCause: string | undefined;
  readonly #means: Means;
  readonly #cancellation = new Cancellation();
  readonly #onEnd: (execution: Execution) => void;
  #stopTimeout: () => void = () => {};
  #waiting: (() => void)[] = [];

  constructor(
    identity: Identity,
    input: Json,
    means: Means,
    onEnd: (execution: Execution) => void,
  ) {
    this.identity = identity;
    this.input = input;
    this.startedAt = means.clock.now();
    this.history = new History(() => means.clock.now());
    this.#means = means;
    this.#onEnd = onEnd;
  }

  /** Begins, and returns at once: the run is an activity of the clock. */
  start(machine: Machine): void {
    const { clock } = this.#means;
    this.history.add("ExecutionStarted", 0, {
      input: this.input,
      roleArn: this.identity.roleArn,
    });
    if (machine.timeoutSeconds !== undefined) {
      const due = this.startedAt + 1_000 * machine.timeoutSeconds;
      this.#stopTimeout = alarm(clock, due, () => this.#interrupt("TIMED_OUT", {}));
    }
    void detached(clock, `execution ${this.identity.name}`, () => this.#run(machine));
  }

  /** Resolves when it has ended. */
  ended(): Promise<void> {
    if (this.status !== "RUNNING") return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** StopExecution: running states are left where they are, and no Catch runs. */
  stop(error: string | undefined, cause: string | undefined): void {
    if (this.status !== "RUNNING") return;
    const details = {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    this.error = error;
    this.failureCause = cause;
    this.#interrupt("ABORTED", details);
  }

  async #run(machine: Machine): Promise<void> {
    const scope = this.#scope();
    const ended = await outcome(runFlow(machine.flow, scope, this.input));
    // Whoever stopped the execution meanwhile has said how it ended.
    if (this.status !== "RUNNING" || ended instanceof Cancelled) return;
    if (ended instanceof StateFailure) {
      this.error = ended.error;
      this.failureCause = ended.failureCause;
      this.#end("FAILED", scope.lastEvent, ended.details());
    } else {
      this.output = ended.output;
      this.#end("SUCCEEDED", scope.lastEvent, { output: ended.output });
    }
  }

  #scope(): Scope {
    const { clock, integrations, tokens, random } = this.#means;
    const { history } = this;
    const host = {
      ...{ clock, integrations, tokens, random, history },
      now: () => clock.now(),
      region: this.identity.region,
      context: this.#context(),
    };
    return new Scope(host, this.#cancellation);
  }

  #context(): JsonObject {
    const { arn, name, machineArn, machineName, roleArn } = this.identity;
    return {
      Execution: {
        Id: arn,
        Input: this.input,
        Name: name,
        RoleArn: roleArn,
        StartTime: new Date(this.startedAt).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: machineArn, Name: machineName },
    };
  }

  #interrupt(status: "TIMED_OUT" | "ABORTED", details: JsonObject): void {
    this.#end(status, 0, details);
    this.#cancellation.cancel(0);
  }

  #end(status: Exclude<Status, "RUNNING">, previous: number, details: JsonObject): void {
    if (this.status !== "RUNNING") return;
    this.status = status;
    this.stoppedAt = this.#means.clock.now();
    this.#stopTimeout();
    this.history.end(EVENTS[status], previous, details);
    this.#onEnd(this);
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }
}

const EVENTS = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

/** How a flow ends; a fault of the engine itself ends the execution loudly instead of the process. */
async function outcome(
  running: Promise<Json>,
): Promise<{ readonly output: Json } | StateFailure | Cancelled> {
  try {
    return { output: await running };
  } catch (error) {
    if (error instanceof StateFailure || error instanceof Cancelled) return error;
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return runtimeFailure(`The engine broke: ${said}`);
  }
}
