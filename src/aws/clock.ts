/**
 * The one clock. Everything in `src/` that needs the time, or needs to wait, asks here.
 *
 * In AWS it is the wall clock. The local stack puts a clock of its own behind
 * `globalThis[Symbol.for("linekeeper.clock")]`, so that unmodified bundles live in its time: see
 * docs/decisions/0001. `Date` itself is never faked, because the AWS SDK signs its requests with it.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const CLOCK_HOOK: unique symbol = Symbol.for("linekeeper.clock") as never;

type Hooked = { [CLOCK_HOOK]?: Clock };

export const clock: Clock = {
  now: () => (globalThis as Hooked)[CLOCK_HOOK]?.now() ?? Date.now(),
  sleep: (milliseconds) =>
    (globalThis as Hooked)[CLOCK_HOOK]?.sleep(milliseconds) ??
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Whole seconds since the epoch: the unit of DynamoDB's TTL attributes. */
export function epochSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
