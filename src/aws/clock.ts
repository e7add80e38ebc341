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

/** A clock that also calls, and can be told not to: for what goes on beside the work at hand. */
export interface AlarmClock extends Clock {
  /**
   * Calls `fire` when it is `at` (epoch milliseconds), unless it is cancelled before. On the local
   * stack's clock what `fire` does belongs to no work in hand: work that sleeps would let time pass.
   */
  at(at: number, fire: () => void): { cancel(): void };
}

export const CLOCK_HOOK: unique symbol = Symbol.for("linekeeper.clock") as never;

type Hooked = { [CLOCK_HOOK]?: AlarmClock };

export const clock: AlarmClock = {
  now: () => (globalThis as Hooked)[CLOCK_HOOK]?.now() ?? Date.now(),
  sleep: (milliseconds) =>
    (globalThis as Hooked)[CLOCK_HOOK]?.sleep(milliseconds) ??
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
  at: (at, fire) => (globalThis as Hooked)[CLOCK_HOOK]?.at(at, fire) ?? wallAlarm(at, fire),
};

function wallAlarm(at: number, fire: () => void): { cancel(): void } {
  const timer = setTimeout(fire, at - Date.now());
  return { cancel: () => clearTimeout(timer) };
}

/** Whole seconds since the epoch: the unit of DynamoDB's TTL attributes. */
export function epochSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
