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

/** The account's limit for DescribeContact, whoever asks: five at once, then two a second. */
const BURST = 5;
const MS_A_CALL = 500;

/**
 * The source's design by its own rules, on minutes divisible by five: a call of DescribeContact for
 * every contact that is not known to be over, the oldest first, then one look into the bucket.
 * Reckoned kindly: nothing takes time but the account's limit, nothing is asked twice in one run, and
 * where it looked too early the delay is the one it would have had if it looked again.
 */
export function reckonSource(lives: readonly Life[]): readonly Reckoned[] {
  const asked = new Map<number, number>();
  /** When a slot's next call is answered. */
  const answeredAt = (slot: number): number => {
    const before = asked.get(slot) ?? 0;
    asked.set(slot, before + 1);
    return slot + Math.max(0, before + 1 - BURST) * MS_A_CALL;
  };
  const oldestFirst = lives.map((life, at) => ({ life, at }));
  oldestFirst.sort((a, b) => a.life.initiatedAt - b.life.initiatedAt);
  const reckoned: Reckoned[] = [];
  for (const { life, at } of oldestFirst) reckoned[at] = reckonOne(life, answeredAt);
  return reckoned;
}

function reckonOne(
  { initiatedAt, endedAt, recordedAt }: Life,
  answeredAt: (slot: number) => number,
): Reckoned {
  const last = slotFrom(Math.max(initiatedAt, endedAt));
  let [calls, looked] = [0, last];
  for (let slot = slotFrom(initiatedAt); slot <= last; slot += SLOT) {
    calls += 1;
    looked = answeredAt(slot);
  }
  if (recordedAt === undefined) return { calls, delay: undefined, wrong: false };
  const wrong = recordedAt > looked;
  const found = wrong ? slotFrom(recordedAt) : looked;
  return { calls, delay: (found - recordedAt) / 1000, wrong };
}

/** The first slot at this time or after it. */
function slotFrom(at: number): number {
  return Math.ceil(at / SLOT) * SLOT;
}
