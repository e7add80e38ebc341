import type { Random } from "../random.ts";
import { readErrorEquals } from "./error-equals.ts";
import type { StateFailure } from "./failure.ts";
import type { Fields } from "./fields.ts";

/** One entry of a state's `Retry`. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly jitter: boolean;
}

/** The largest number AWS takes for an interval or for attempts. */
const LARGEST = 99_999_999;

/** The longest delay AWS takes: a year and a day, less a second. */
const LONGEST_DELAY = 31_622_399;

export function readRetriers(fields: Fields): Retrier[] {
  const entries = fields.list("Retry");
  return entries.map((entry, index) => {
    const retrier = {
      errorEquals: readErrorEquals(entry, index === entries.length - 1),
      intervalSeconds: entry.whole("IntervalSeconds", 1, LARGEST) ?? 1,
      maxAttempts: entry.whole("MaxAttempts", 0, LARGEST) ?? 3,
      backoffRate: entry.number("BackoffRate", 1, LARGEST) ?? 2,
      maxDelaySeconds: entry.whole("MaxDelaySeconds", 1, LONGEST_DELAY) ?? LONGEST_DELAY,
      jitter: readJitter(entry),
    };
    if (retrier.maxDelaySeconds <= retrier.intervalSeconds) {
      entry.refuse("MaxDelaySeconds", "must be greater than IntervalSeconds");
    }
    entry.end();
    return retrier;
  });
}

/** Counts the tries of one visit: every retrier has its own budget. */
export class Retries {
  readonly #retriers: readonly Retrier[];
  readonly #used: number[];

  constructor(retriers: readonly Retrier[]) {
    this.#retriers = retriers;
    this.#used = retriers.map(() => 0);
  }

  /**
   * @returns milliseconds to wait before the next try; undefined when there is none. The first
   * retrier that names the failure decides, also when it has no attempts left.
   */
  next(failure: StateFailure, random: Random): number | undefined {
    const index = this.#retriers.findIndex((retrier) => failure.matches(retrier.errorEquals));
    const retrier = this.#retriers[index];
    const used = this.#used[index] ?? 0;
    if (!retrier || used >= retrier.maxAttempts) return undefined;
    this.#used[index] = used + 1;
    const grown = retrier.intervalSeconds * retrier.backoffRate ** used;
    const seconds = Math.min(grown, retrier.maxDelaySeconds);
    // FULL jitter: anything between no delay and the whole.
    return 1_000 * (retrier.jitter ? random.next() * seconds : seconds);
  }
}

function readJitter(entry: Fields): boolean {
  const strategy = entry.text("JitterStrategy") ?? "NONE";
  if (strategy !== "FULL" && strategy !== "NONE") {
    entry.refuse("JitterStrategy", `expected FULL or NONE, but was "${strategy}"`);
  }
  return strategy === "FULL";
}
