import { isDeepStrictEqual } from "node:util";
import { STATES, VERDICTS } from "./contact-state.ts";
import { recordingOf } from "./enrolment.ts";
import type { Evidence } from "./evidence.ts";
import type { ContactRow } from "./table.ts";

/** What a piece of evidence did to a contact's row; also the names of the metrics. */
export type Change =
  | "CallRecorded"
  | "CallRecordedLate"
  | "ContactClosed"
  | "ContactNotFound"
  | "ContactReopened"
  | "ContactEnrolled"
  | "ContactAdvanced"
  | "ContactUpdated"
  | "EvidenceKept"
  | "RecordingAwaited"
  | "NothingNew";

/** The most important thing that changed; undefined for nothing that anybody would want to read. */
export function changeOf(
  before: ContactRow,
  after: ContactRow,
  evidence: Evidence,
): Change | undefined {
  // Whoever looked in vain tells it, also when the answer to the write was lost.
  if (after.verdict !== before.verdict && after.verdict === VERDICTS.notRecorded) return undefined;
  if (after.verdict !== before.verdict && after.verdict === VERDICTS.recorded) {
    return before.verdict === undefined ? "CallRecorded" : "CallRecordedLate";
  }
  if (after.closedReason !== before.closedReason) {
    if (after.closedReason === undefined) return "ContactReopened";
    return after.closedReason === "CONTACT_NOT_FOUND" ? "ContactNotFound" : "ContactClosed";
  }
  if (recordingOf(before) === undefined && recordingOf(after) !== undefined) {
    return "ContactEnrolled";
  }
  if (after.state !== before.state) return "ContactAdvanced";
  if (isDeepStrictEqual({ ...after, nextCheckAt: before.nextCheckAt }, before)) {
    return unchanged(before, evidence);
  }
  return after.state === undefined ? "EvidenceKept" : "ContactUpdated";
}

function unchanged(row: ContactRow, evidence: Evidence): Change | undefined {
  switch (evidence.kind) {
    case "not-recorded":
      return "RecordingAwaited";
    case "contact":
      // The first half of looking for a recording: the second one tells.
      return evidence.asked && row.state === STATES.agentCompleted ? undefined : "NothingNew";
    // Told where it failed.
    case "check-failed":
    case "inherited":
    case "next-contact":
    case "not-found":
      return undefined;
    default:
      return "NothingNew";
  }
}
