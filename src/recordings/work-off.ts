import { sideBySide } from "../aws/side-by-side.ts";
import type { TokenBucket } from "../aws/token-bucket.ts";

export interface Work<T> {
  /** What is due, oldest first, read as it is needed. */
  readonly due: AsyncIterable<T>;
  /** Works on one; what it throws ends the step, once those begun are done. */
  readonly work: (item: T) => Promise<void>;
  readonly budget: TokenBucket;
  /** Whether another step has something due. */
  readonly othersWait: () => Promise<boolean>;
  /** Epoch milliseconds: nothing is begun from then on. */
  readonly stopAt: number;
  /** Epoch milliseconds: until then the budget is shared out. */
  readonly slotEndsAt: number;
  readonly now: () => number;
}

/** How often it is asked whether others wait. */
const ITEMS_BETWEEN_QUESTIONS = 25;

/**
 * Works off what is due, until nothing is, time is up, or this step has had half of what was left of
 * the slot's calls when it began while another step waits for its share.
 *
 * @returns whether something due is left, and whether it is worth while to run it again in this slot
 */
export async function workOff<T>(
  work: Work<T>,
): Promise<{ readonly left: boolean; readonly again: boolean }> {
  const { budget, now, stopAt, slotEndsAt } = work;
  const half = Math.floor(budget.fitsUntil(slotEndsAt) / 2);
  let begun = 0;
  let stopped = false;
  let othersWait = false;
  const broken: unknown[] = [];
  const mayGoOn = async (): Promise<boolean> => {
    if (now() >= stopAt || budget.fitsUntil(slotEndsAt) < 1) return false;
    if (begun % ITEMS_BETWEEN_QUESTIONS === 0) othersWait = await work.othersWait();
    // What was begun may not have made its call yet.
    if (othersWait && Math.max(begun, budget.taken) >= half) return false;
    begun += 1;
    return true;
  };
  async function* allowed(): AsyncGenerator<T> {
    for await (const item of work.due) {
      if (broken.length > 0) return;
      if (!(await mayGoOn())) {
        stopped = true;
        return;
      }
      yield item;
    }
  }
  const one = (item: T) => work.work(item).catch((error: unknown) => broken.push(error));
  // As many at once as keep the budget busy while each takes half a second.
  await sideBySide(allowed(), Math.ceil(budget.rate.perSecond / 2), one);
  if (broken.length > 0) throw broken[0];
  const again = stopped && now() < slotEndsAt && budget.fitsUntil(slotEndsAt) >= 2;
  return { left: stopped, again };
}
