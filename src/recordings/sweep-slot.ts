/** Minutes divisible by five: the schedule fires on them, and each has one sweep. */
const SLOT_MS = 300_000;

/** So close to the end of a slot nothing new is begun, so that the next sweep finds the way free. */
const NEARLY_OVER_MS = 15_000;

export interface SweepSlot {
  /** `sweep-20240115T1030Z` */
  readonly name: string;
  /** Epoch milliseconds at which a sweep of this slot stops. */
  readonly endsAt: number;
}

/** The slot that a time (epoch milliseconds) lies in. */
export function sweepSlot(time: number): SweepSlot {
  const begin = Math.floor(time / SLOT_MS) * SLOT_MS;
  const digits = new Date(begin).toISOString().replace(/[-:]/g, "");
  return { name: `sweep-${digits.slice(0, 13)}Z`, endsAt: begin + SLOT_MS - NEARLY_OVER_MS };
}
