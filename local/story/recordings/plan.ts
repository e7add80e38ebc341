import type { Random } from "../../random.ts";
import { DAY, MINUTE } from "../day.ts";

/** What becomes of the call. */
export type CallFate =
  | "answered"
  | "abandoned"
  | "hung-up-in-the-menu"
  | "transferred"
  | "called-back"
  | "recording-switched-off"
  | "switched-off-and-abandoned";

/** What becomes of its recording: Connect's upload, and whether the platform has a copy. */
export type RecordingFate = "in-time" | "late" | "very-late" | "lost" | "lost-for-good";

/** One caller whose contacts are watched. */
export interface PlannedContact {
  readonly fate: CallFate;
  readonly recording: RecordingFate;
  /** Milliseconds after the start of the day. */
  readonly arrivesAfter: number;
  /** E.164. */
  readonly number: string;
}

const FATES: readonly (readonly [CallFate, number])[] = [
  ["answered", 56],
  ["abandoned", 12],
  ["hung-up-in-the-menu", 8],
  ["transferred", 10],
  ["called-back", 8],
  ["recording-switched-off", 4],
  ["switched-off-and-abandoned", 2],
];

const RECORDINGS: readonly (readonly [RecordingFate, number])[] = [
  ["in-time", 84],
  ["late", 5],
  ["very-late", 4],
  ["lost", 5],
  ["lost-for-good", 2],
];

/** One in so many calls begins just before midnight, UTC, and ends after it. */
const ACROSS_MIDNIGHT = 25;

/** Plans a day: each fate of a call with each of a recording once at least, the rest by share. */
export function planContacts(
  count: number,
  random: Random,
  untilMidnight: number,
): readonly PlannedContact[] {
  const each = FATES.flatMap(([fate]) => RECORDINGS.map(([recording]) => ({ fate, recording })));
  return Array.from({ length: Math.max(count, each.length) }, (_, index) => ({
    ...(each[index] ?? { fate: byShare(FATES, random), recording: byShare(RECORDINGS, random) }),
    arrivesAfter:
      index % ACROSS_MIDNIGHT === 0
        ? untilMidnight - random.between(30, 120) * 1000
        : random.between(0, DAY - 60 * MINUTE),
    number: `+64217${String(100_000 + index)}`,
  }));
}

function byShare<T>(shares: readonly (readonly [T, number])[], random: Random): T {
  let point = random.next() * shares.reduce((sum, [, share]) => sum + share, 0);
  const found = shares.find(([, share]) => {
    point -= share;
    return point < 0;
  });
  return (found ?? shares[0])?.[0] as T;
}
