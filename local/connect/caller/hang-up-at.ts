import type { LocalClock } from "../../clock/clock.ts";
import type { Observer } from "../flow/observer.ts";

/**
 * Hangs up when the action of this index (from 0) begins, or so long after, as an observer of the
 * call. Played for each index in turn it is a sweep: what becomes of a caller who hangs up anywhere?
 */
export function hangUpAt(index: number, clock: LocalClock, afterMs = 0): Observer {
  return {
    actionStarted(started) {
      if (started.index !== index) return undefined;
      if (afterMs === 0) started.line?.hangUp();
      else clock.at(clock.now() + afterMs, () => started.line?.hangUp());
      return undefined;
    },
  };
}
