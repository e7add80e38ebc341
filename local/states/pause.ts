import { alarm } from "./alarm.ts";
import type { Scope } from "./scope.ts";

/**
 * Waits until it is `at` (epoch milliseconds); virtual time may pass.
 * @throws Cancelled
 */
export function pause(scope: Scope, at: number): Promise<void> {
  const { clock } = scope.host;
  return clock.waiting(
    scope.cancellation.race<void>((resolve) => alarm(clock, at, () => resolve())),
  );
}
