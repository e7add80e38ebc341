import { type CheckRoom, verifyRecording } from "./check.ts";
import { type Ledger, readRow } from "./ledger.ts";
import { changedAt, isExpired } from "./schedule.ts";
import type { ContactRow } from "./table.ts";

export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly what: string;
}

/** One contact, or undefined where the ledger knows nothing of it. */
export async function showContact(
  ledger: Ledger,
  contactId: string,
): Promise<ContactRow | undefined> {
  const row = await readRow(ledger, contactId);
  return row && !isExpired(row, ledger.clock.now()) ? row : undefined;
}

/**
 * Looks for one contact's recording now, whether it is due or not, and notes what is found.
 * @returns undefined where the contact is not in the ledger
 * @throws DescribeThrottledError; the SDK's error
 */
export async function verifyNow(
  room: CheckRoom,
  contactId: string,
): Promise<ContactRow | undefined> {
  const row = await showContact(room, contactId);
  return row?.state === undefined ? undefined : verifyRecording(room, row);
}

/**
 * What is known of a contact as the story of its call, in order; the future at the end. Of the ledger's
 * own changes the last one alone has a time.
 */
export function timelineOf(row: ContactRow): Moment[] {
  const off = row.closedReason === "RECORDING_DISABLED";
  const moments: readonly (readonly [number | undefined, string])[] = [
    [row.initiatedAt, ["contact initiated", row.initiationMethod].filter(Boolean).join(", ")],
    [row.recordingBehaviorAt, `recording switched ${off ? "off" : "on"}`],
    [row.connectedToAgentAt, "connected to agent"],
    [row.disconnectedAt, "disconnected"],
    [row.lastUpdate, "last told of by Connect"],
    [changedAt(row), ["last change here", row.state, row.verdict].filter(Boolean).join(", ")],
    [row.nextCheckAt && row.nextCheckAt * 1000, "next check"],
  ];
  return moments
    .flatMap(([at, what]) => (at === undefined ? [] : [{ at, what }]))
    .sort((a, b) => a.at - b.at);
}
