import { epochSeconds } from "../aws/clock.ts";
import { STATES, VERDICTS } from "./contact-state.ts";
import type { Evidence } from "./evidence.ts";
import type { ContactRow } from "./table.ts";

const DAY = 86_400;

/** Seconds that a row is kept after its last change. */
const KEPT = 30 * DAY;

/** The same for evidence of a contact that is not in the ledger. */
const KEPT_OUTSIDE = DAY;

/** Seconds after the disconnect during which a failure is looked at again. */
const FAILURE_LOOKED_AT = 7 * DAY;

/** Seconds: the sweep comes on minutes divisible by five, so anything less would be no less. */
const SWEEP = 300;

/** Seconds that pass before a contact of which nothing was heard yet is worth a question. */
const SOON = 60;

const HOUR = 3_600;

/** Seconds between two looks for a missing recording, in the end. */
const LONGEST_WAIT = 6 * HOUR;

/** Seconds that Connect's clock may be ahead of ours. What lies further ahead is no time of a call. */
const AHEAD = HOUR;

/** Seconds since the epoch from which on the row is dead. */
export function expiry(row: ContactRow, now: number): number {
  return epochSeconds(now) + (row.state === undefined ? KEPT_OUTSIDE : KEPT);
}

/** Epoch milliseconds, whole seconds, of the last change of a row: told by when it expires. */
export function changedAt(row: ContactRow): number {
  return (row.expiresAt - (row.state === undefined ? KEPT_OUTSIDE : KEPT)) * 1000;
}

export function isExpired(row: ContactRow, now: number): boolean {
  return row.expiresAt <= epochSeconds(now);
}

export function isDue(row: ContactRow, now: number): boolean {
  return row.nextCheckAt !== undefined && row.nextCheckAt <= epochSeconds(now);
}

/** Whether a time (epoch milliseconds) lies too far ahead to be true. */
export function liesAhead(at: number, now: number): boolean {
  return at > now + AHEAD * 1000;
}

/** Whether the next check is later than any that is set today: our clock was ahead when it was set. */
export function isAstray(row: ContactRow, now: number, graceSeconds: number): boolean {
  const latest = epochSeconds(now) + Math.max(LONGEST_WAIT, AHEAD + graceSeconds);
  return row.nextCheckAt !== undefined && row.nextCheckAt > latest;
}

/** Whether it is late enough after the disconnect to say that there is no recording. */
export function graceIsOver(row: ContactRow, now: number, graceSeconds: number): boolean {
  return row.disconnectedAt !== undefined && now >= row.disconnectedAt + graceSeconds * 1000;
}

/** Whether this evidence is the end of a check, so that the next one is to be set. */
export function endsCheck(row: ContactRow, evidence: Evidence): boolean {
  if (evidence.kind === "check-failed" || evidence.kind === "not-recorded") return true;
  // Of a completed agent call Connect's answer is the first half only: S3 is looked at next.
  return evidence.kind === "contact" && evidence.asked && row.state !== STATES.agentCompleted;
}

/**
 * When the sweep is to look next: epoch seconds, or undefined for never. The intervals grow with the
 * time in which nothing changed, so they need no counter: what does not move is looked at less.
 *
 * @param row as it will be, but with the `expiresAt` that tells when it changed last
 */
export function nextCheck(
  row: ContactRow,
  evidence: Evidence,
  { now, graceSeconds }: { readonly now: number; readonly graceSeconds: number },
): number | undefined {
  const { state, verdict, closedReason, disconnectedAt = now } = row;
  const at = epochSeconds(now);
  const ended = Math.ceil(disconnectedAt / 1000);
  const unchanged = at - epochSeconds(changedAt(row));
  const failed = evidence.kind === "check-failed";
  const afterFailure = at + between(SWEEP, unchanged / 2, HOUR);
  // To be deleted, closed or not.
  if (state === STATES.queueCompleted) return failed ? afterFailure : ended + graceSeconds;
  if (!state || closedReason || verdict === VERDICTS.recorded) return undefined;
  if (verdict === VERDICTS.notRecorded) {
    const last = ended + FAILURE_LOOKED_AT;
    return at < last
      ? Math.min(last, at + between(3 * SWEEP, at - ended, LONGEST_WAIT))
      : undefined;
  }
  if (failed) return afterFailure;
  if (state !== STATES.agentCompleted) {
    const asked = evidence.kind === "contact" && evidence.asked;
    // Of whom events were heard more will be: Connect is asked in case they are lost.
    if (!asked) return at + (state === STATES.initialised ? SOON : HOUR / 4);
    // A moment after a sweep's beginning would be the sweep after the next.
    return slotOf(at + between(SWEEP, unchanged / 4, HOUR / 2));
  }
  return evidence.kind === "not-recorded"
    ? Math.max(ended + graceSeconds, at + 60)
    : ended + Math.min(SWEEP, graceSeconds);
}

function slotOf(seconds: number): number {
  return Math.floor(seconds / SWEEP) * SWEEP;
}

function between(least: number, value: number, most: number): number {
  return Math.ceil(Math.min(most, Math.max(least, value)));
}
