import { type Catcher, catchFailure, readCatchers } from "./catch.ts";
import { StateFailure } from "./failure.ts";
import type { Fields } from "./fields.ts";
import { pause } from "./pause.ts";
import { type Retrier, Retries, readRetriers } from "./retry.ts";
import type { Step, Visit } from "./visit.ts";

/** What a Task, a Parallel or a Map does about its failures. */
interface Handlers {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

export function readHandlers(fields: Fields): Handlers {
  return { retriers: readRetriers(fields), catchers: readCatchers(fields) };
}

/**
 * Tries until it works, no retrier has attempts left, or a catcher takes over.
 * @param gaveUp called once there is no further try, before the catchers
 */
export async function attempt(
  visit: Visit,
  handlers: Handlers,
  work: () => Promise<Step>,
  gaveUp: () => void = () => {},
): Promise<Step> {
  const retries = new Retries(handlers.retriers);
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof StateFailure)) throw failure;
      const delay = retries.next(failure, visit.scope.host.random);
      if (delay === undefined) {
        gaveUp();
        return catchFailure(handlers.catchers, failure, visit);
      }
      visit.retryCount += 1;
      await pause(visit.scope, visit.scope.host.now() + delay);
    }
  }
}
