import type { Life } from "./recordings-day.ts";

const SLOT = 300_000;

/** What the source's design comes to on one contact. */
interface Reckoned {
  readonly calls: number;
  /** Seconds from the recording in the bucket to the verdict; undefined: there is no recording. */
  readonly delay: number | undefined;
  /** It looked before the recording was there, which is its last word. */
  readonly wrong: boolean;
}

/**
 * The source's design by its own rules, on minutes divisible by five: a call of DescribeContact for
 * every contact that is not known to be over, then one look into the bucket. Reckoned kindly: nothing
 * takes time, nothing is asked twice in one run, and where it looked too early the delay is the one it
 * would have had if it looked again.
 */
export function reckonSource({ initiatedAt, endedAt, recordedAt }: Life): Reckoned {
  const first = slotFrom(initiatedAt);
  const last = slotFrom(Math.max(initiatedAt, endedAt));
  const found = recordedAt === undefined ? undefined : slotFrom(Math.max(last, recordedAt));
  return {
    calls: (last - first) / SLOT + 1,
    delay: found === undefined ? undefined : (found - (recordedAt ?? 0)) / 1000,
    wrong: found !== undefined && found > last,
  };
}

/** The first slot at this time or after it. */
function slotFrom(at: number): number {
  return Math.ceil(at / SLOT) * SLOT;
}
