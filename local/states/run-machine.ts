import { LocalClock } from "../clock/clock.ts";
import { StatesEngine } from "./engine.ts";
import type { Status } from "./execution.ts";
import { runtimeFailure, type StateFailure } from "./failure.ts";
import { onTheWire, type WireEvent } from "./history.ts";
import type { Integrations } from "./integrations.ts";
import type { Json } from "./json.ts";
import type { Machine } from "./machine.ts";

/** How a machine ended. Absent: what AWS would not give either. */
export interface Finished {
  readonly status: Exclude<Status, "RUNNING">;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly history: readonly WireEvent[];
}

export interface RunOptions {
  /** What its tasks reach, on the clock of the run; absent: nothing; a task then ends the run. */
  readonly integrations?: (clock: LocalClock) => Integrations;
  readonly machineName?: string;
  readonly executionName?: string;
  /** Epoch milliseconds of virtual time; absent: 2026-01-05T08:00:00Z. */
  readonly startAt?: number;
  readonly seed?: number;
}

/** Runs one machine once, in virtual time: waits do not wait. */
export async function runMachine(
  machine: Machine,
  input: Json,
  options: RunOptions = {},
): Promise<Finished> {
  const clock = new LocalClock(options.startAt ?? Date.UTC(2026, 0, 5, 8));
  const engine = new StatesEngine({
    ...{ clock, region: "us-east-1", account: "111111111111", seed: options.seed ?? 1 },
    integrations: options.integrations?.(clock) ?? NOTHING_OUTSIDE,
  });
  const registered = engine.register(options.machineName ?? "machine", machine, "STANDARD");
  const { status, output, error, failureCause, history } = await clock.drive(async () => {
    const execution = engine.start(registered, options.executionName ?? "execution", input);
    await clock.waiting(execution.ended());
    return execution;
  });
  return {
    // `drive` returned, so it has ended.
    status: status as Finished["status"],
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(failureCause === undefined ? {} : { cause: failureCause }),
    history: history.events.map((event) => onTheWire(event)),
  };
}

const NOTHING_OUTSIDE: Integrations = {
  invokeLambda: (functionArn) => Promise.reject(missing(functionArn)),
  call: (service, action) => Promise.reject(missing(`${service}:${action}`)),
};

function missing(what: string): StateFailure {
  return runtimeFailure(`nothing here answers for ${what}`);
}
