import { AsyncLocalStorage } from "node:async_hooks";

/** What surrounds a function's code while it is imported and while it handles an event. */
export interface RunningFunction {
  /** What the code finds in `process.env`. */
  readonly environment: Record<string, string>;
  /** What the code writes to the console, to standard output or to standard error. */
  write(stream: "stdout" | "stderr", text: string): void;
}

/**
 * The function that the running code belongs to; undefined in the local stack's own code. It
 * follows promises, so that functions which run at the same time in this process stay apart.
 */
export const runningFunction: AsyncLocalStorage<RunningFunction | undefined> =
  new AsyncLocalStorage();
