export const SECOND = 1_000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;

/** The hours in which callers call. */
export const DAY: number = 10 * HOUR;

/** By then every claim that nothing released has expired, and so has every tracker of the day. */
export const AFTERMATH: number = 28 * HOUR;
