import type { ContactRecord } from "../connect/contact-record.ts";
import { ofInstance } from "../connect/instance.ts";
import { parsePhoneNumber } from "../connect/phone-number.ts";
import { type Settlement, settleTracker, type TrackersStore } from "./store.ts";
import { giveTrackerBack } from "./take.ts";
import { type AllowList, fitsFlow, TRACKER_FLAG, taskOf } from "./task.ts";

export interface RecordRoom extends TrackersStore {
  readonly allowed: AllowList;
  /** Empty: every instance. */
  readonly instanceArn: string;
}

/** What became of one contact record; also the names of the metrics. */
export type RecordOutcome =
  | "TrackerStored"
  | "TrackerClosed"
  | "TrackerStale"
  | "TrackerExpired"
  | "TrackerTooLarge"
  | "TrackerGivenBack"
  | "OtherInstanceDropped"
  | "ContactSkipped"
  | "CallerWithheld";

/**
 * Stores or closes the tracker that a finished inbound call left; one that it took, and then said
 * nothing of, it gives back. Callbacks and transfers inherit the attributes of the call before them,
 * and withheld callers share an address: both are skipped.
 *
 * @returns the outcome, and how many sensitive values were left out
 */
export async function recordTracker(
  room: RecordRoom,
  record: ContactRecord,
): Promise<{ readonly outcome: RecordOutcome; readonly sensitive: number }> {
  const { attributes, disconnectedAt } = record;
  if (!ofInstance(record, room.instanceArn)) return without("OtherInstanceDropped");
  if (
    record.channel !== "VOICE" ||
    record.initiationMethod !== "INBOUND" ||
    disconnectedAt === undefined
  ) {
    return without("ContactSkipped");
  }
  const caller = parsePhoneNumber(record.customerAddress);
  if (caller === undefined) return without("CallerWithheld");
  const flag = attributes[TRACKER_FLAG];
  if (flag !== "1" && flag !== "0") {
    const wasTaken = await giveTrackerBack(room, caller, record.contactId);
    return without(wasTaken ? "TrackerGivenBack" : "ContactSkipped");
  }
  // Connect may send a record again for months; TTL deletion would remove it only to see it return.
  if (disconnectedAt + room.ttlSeconds * 1000 <= room.clock.now()) return without("TrackerExpired");
  const task = flag === "1" ? taskOf(attributes, room.allowed) : undefined;
  // A task that no answer could carry still supersedes the one before it: offering that would repeat
  // steps already done.
  const kept = task && fitsFlow(task.attributes) ? task : undefined;
  const settlement: Settlement = {
    caller,
    contactId: record.contactId,
    disconnectedAt,
    lastUpdate: record.lastUpdate,
    attributes: kept?.attributes,
  };
  const sensitive = task?.dropped.length ?? 0;
  if ((await settleTracker(room, settlement)) === "stale") {
    return { outcome: "TrackerStale", sensitive };
  }
  if (task && !kept) return { outcome: "TrackerTooLarge", sensitive };
  return { outcome: kept ? "TrackerStored" : "TrackerClosed", sensitive };
}

function without(outcome: RecordOutcome): { outcome: RecordOutcome; sensitive: 0 } {
  return { outcome, sensitive: 0 };
}
