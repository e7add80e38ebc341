import { advance, type LedgerRoom } from "./advance.ts";
import { STATES, VERDICTS } from "./contact-state.ts";
import { type ConnectRoom, describeContact } from "./describe.ts";
import { findRecording, type RecordingsRoom } from "./find-recording.ts";
import { type ReconciliationRoom, requestReconciliation } from "./request-reconciliation.ts";
import { graceIsOver } from "./schedule.ts";
import type { ContactRow } from "./table.ts";

export type CheckRoom = LedgerRoom & ConnectRoom & RecordingsRoom & ReconciliationRoom;

/** Nobody has the recording of an agent call, and the grace period is over. */
class MissingRecordingError extends Error {
  override readonly name = "MissingRecordingError";
}

/**
 * Asks Connect where a contact stands, and notes the answer.
 * @throws DescribeThrottledError; the SDK's error
 */
export async function pollContact(room: CheckRoom, row: ContactRow): Promise<ContactRow> {
  const { contactId } = row;
  const described = await describeContact(room, contactId);
  if (described === undefined) return advance(room, contactId, { kind: "not-found" }, row);
  const { recordingLocation } = described;
  const evidence = { kind: "contact", facts: described, recordingLocation, asked: true } as const;
  return advance(room, contactId, evidence, row);
}

/**
 * Looks for the recording of a contact, in Connect's answer first and then in the bucket, and notes
 * the verdict. Before a failure is noted, the recording is asked for: a crash between the two asks
 * again and loses nothing.
 * @throws DescribeThrottledError; the SDK's error
 */
export async function verifyRecording(room: CheckRoom, row: ContactRow): Promise<ContactRow> {
  const polled = await pollContact(room, row);
  const { contactId, state, closedReason, recordingLocation, verdict } = polled;
  const open = state === STATES.agentCompleted && closedReason === undefined;
  if (!open || recordingLocation !== undefined) return polled;
  const location = await findRecording(room, polled);
  if (location !== undefined)
    return advance(room, contactId, { kind: "recording", location }, polled);
  const fails = graceIsOver(polled, room.clock.now(), room.graceSeconds) && verdict === undefined;
  if (fails) await requestReconciliation(room, polled);
  const looked = await advance(room, contactId, { kind: "not-recorded" }, polled);
  if (fails && looked.verdict === VERDICTS.notRecorded) {
    room.outcomes.failed("CallNotRecorded", new MissingRecordingError(), { contactId });
  }
  return looked;
}
