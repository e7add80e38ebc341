import type { Clock } from "../../aws/clock.ts";
import { PassingTroubleError } from "./failure.ts";

export interface AttemptPolicy {
  readonly attempts: number;
  /** Before the second try; doubled before each one after it. */
  readonly firstPauseSeconds: number;
}

const LONGEST_PAUSE_SECONDS = 300;

/**
 * Tries until it works, until it is certain that it never will, or until there were enough tries.
 * @param signal ends the tries, and the pause between two of them, with its reason
 * @param retried told of every failure that is not the last
 * @throws the last failure, or the signal's reason
 */
export async function attempts<T>(
  { clock, policy }: { readonly clock: Clock; readonly policy: AttemptPolicy },
  signal: AbortSignal,
  work: () => Promise<T>,
  retried: (error: PassingTroubleError) => void = () => {},
): Promise<T> {
  let pauseSeconds = policy.firstPauseSeconds;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingTroubleError) || attempt >= policy.attempts) throw error;
      retried(error);
      const asked = Math.max(pauseSeconds, error.retryAfterSeconds ?? 0);
      await pause(clock, 1_000 * Math.min(asked, LONGEST_PAUSE_SECONDS), signal);
      pauseSeconds *= 2;
    }
  }
}

/** Sleeps, but not longer than anybody wants to see the outcome. */
async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener("abort", stop, { once: true });
  await Promise.race([clock.sleep(milliseconds), stopped]);
  signal.removeEventListener("abort", stop);
}
