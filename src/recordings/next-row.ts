import { isDeepStrictEqual } from "node:util";
import { STATES, stateOf, VERDICTS } from "./contact-state.ts";
import { type Enrol, enrolment } from "./enrolment.ts";
import type { Evidence } from "./evidence.ts";
import { learn } from "./facts.ts";
import { endsCheck, expiry, graceIsOver, isAstray, nextCheck } from "./schedule.ts";
import type { ClosedReason, ContactRow } from "./table.ts";

export interface Rules {
  readonly enrol: Enrol;
  /** How long after the disconnect a recording may take. */
  readonly graceSeconds: number;
}

/**
 * The row after one more piece of evidence: the whole of what the ledger knows how to conclude, and
 * pure. State, closing and verdict follow from the facts alone, so their order does not matter.
 *
 * @param now epoch milliseconds
 * @returns the same object where the evidence changes nothing
 */
export function nextRow(
  before: ContactRow,
  evidence: Evidence,
  rules: Rules & { now: number },
): ContactRow {
  const learnt = learn(before, evidence, rules.now);
  const { recording, recordingBehaviorAt } = enrolment(learnt, evidence, rules.enrol);
  const state = recording === undefined ? undefined : stateOf(learnt);
  const enrolled = { ...learnt, state, recordingBehaviorAt };
  const closedReason = recording && closing(before, enrolled, recording, evidence);
  const closed = { ...enrolled, closedReason };
  const after = { ...closed, verdict: verdictOf(closed, evidence, rules) };
  if (!isDeepStrictEqual(after, before)) {
    const changed = { ...after, expiresAt: expiry(after, rules.now) };
    const stands =
      before.state === after.state &&
      before.verdict === after.verdict &&
      before.closedReason === after.closedReason &&
      !endsCheck(after, evidence) &&
      !isAstray(before, rules.now, rules.graceSeconds);
    return stands ? changed : { ...changed, nextCheckAt: nextCheck(changed, evidence, rules) };
  }
  if (before.nextCheckAt === undefined || !endsCheck(before, evidence)) return before;
  return { ...before, nextCheckAt: nextCheck(before, evidence, rules) };
}

/** What Connect tells only of contacts that it knows. */
const HEARD: ReadonlySet<Evidence["kind"]> = new Set([
  "contact",
  "recording",
  "recording-behavior",
]);

function closing(
  before: ContactRow,
  after: ContactRow,
  recording: "on" | "off",
  evidence: Evidence,
): ClosedReason | undefined {
  if (recording === "off") return "RECORDING_DISABLED";
  if (after.channel !== undefined && after.channel !== "VOICE") return "NOT_VOICE";
  // A completed contact needs Connect no more: its recording can still be in the bucket.
  if (after.disconnectedAt !== undefined) return undefined;
  if (evidence.kind === "not-found") return "CONTACT_NOT_FOUND";
  // Whatever else is heard of it later shows that Connect does know it.
  const heardOf = HEARD.has(evidence.kind) && !isDeepStrictEqual(after, before);
  return before.closedReason === "CONTACT_NOT_FOUND" && !heardOf ? "CONTACT_NOT_FOUND" : undefined;
}

function verdictOf(
  row: ContactRow,
  evidence: Evidence,
  rules: Rules & { now: number },
): ContactRow["verdict"] {
  if (row.state !== STATES.agentCompleted || row.closedReason) return undefined;
  if (row.recordingLocation !== undefined) return VERDICTS.recorded;
  if (row.verdict === VERDICTS.notRecorded) return VERDICTS.notRecorded;
  const late = graceIsOver(row, rules.now, rules.graceSeconds);
  return evidence.kind === "not-recorded" && late ? VERDICTS.notRecorded : undefined;
}
