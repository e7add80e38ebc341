/** A Monday morning in Sydney, epoch milliseconds: when the calls of the factories begin. */
export const MORNING: number = Date.UTC(2026, 0, 4, 22, 30);

/** A time as contact records have it: to the second. */
export function recordTime(milliseconds: number): string {
  return eventTime(milliseconds).replace(/\.\d+/, "");
}

/** A time as contact events have it: to the millisecond. */
export function eventTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
