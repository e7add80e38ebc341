import { currentActivity } from "../clock/activity.ts";
import type { LocalClock } from "../clock/clock.ts";

/**
 * Runs `work` as an activity that nobody waits for by starting it. `clock.run` suspends the activity
 * that calls it; a caller that goes on, or stops waiting before the end, must not be suspended.
 */
export function detached<T>(
  clock: LocalClock,
  name: string,
  work: () => Promise<T> | T,
): Promise<T> {
  return currentActivity.run(undefined, () => clock.run(name, work));
}
