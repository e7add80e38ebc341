import type { LocalClock } from "../clock/clock.ts";

/**
 * Calls `fire` when it is `at`, unless the answer is called before. The clock keeps a cancelled
 * timer until it is due; through this it keeps nothing of the execution that set it.
 */
export function alarm(clock: LocalClock, at: number, fire: () => void): () => void {
  let ring: (() => void) | undefined = fire;
  const timer = clock.at(at, () => ring?.());
  return () => {
    ring = undefined;
    timer.cancel();
  };
}
