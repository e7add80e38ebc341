export const SECOND = 1_000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;

/** The hours in which callers call. */
export const DAY: number = 10 * HOUR;

/** By then every claim that nothing released has expired, and so has every tracker of the day. */
export const AFTERMATH: number = 28 * HOUR;

/** When callers begin to call, after midnight, UTC: sweeps and midnight come as they always do. */
const OPENING: number = 8 * HOUR;

/**
 * When a story begins, in epoch milliseconds, that is to be over by `now`: always at the same time of
 * day, which is all of the time that a story depends on.
 */
export function beginningBefore(now: number): number {
  const latest = now - DAY - AFTERMATH - OPENING;
  return Math.floor(latest / (24 * HOUR)) * 24 * HOUR + OPENING;
}
