import type { LocalClock } from "./clock/clock.ts";
import type { FunctionLogs, LogLine } from "./lambda/function-logs.ts";
import { runningFunction } from "./lambda/running-function.ts";
import type { ContainerDescription } from "./template/container.ts";

export interface Surroundings {
  readonly clock: LocalClock;
  readonly logs: FunctionLogs;
  /** Wins over the container's own variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs code in this process as if it were in a container of the template: with its environment, its
 * output in the logs under its name.
 * @throws Error when there is no such container
 */
export function runInContainer<T>(
  name: string,
  work: () => T,
  containers: readonly ContainerDescription[],
  { clock, logs, environment }: Surroundings,
): T {
  const container = containers.find((one) => one.name === name);
  if (container === undefined) {
    const known = containers.map((one) => one.name).join(", ") || "none";
    throw new Error(`the template has no container ${name}; it has: ${known}`);
  }
  const write = (source: LogLine["source"], text: string): void =>
    // Outside the container: who listens may print it, and that is not the container's output.
    runningFunction.run(undefined, () =>
      logs.add({ functionName: name, at: clock.now(), source, text }),
    );
  const own = { ...container.environment, ...environment };
  return runningFunction.run({ environment: own, write }, work);
}
