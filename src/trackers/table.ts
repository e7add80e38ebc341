import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { PhoneNumber } from "../connect/phone-number.ts";

/**
 * The trackers table. This file alone names its attributes.
 *
 * | attribute | | meaning |
 * |---|---|---|
 * | `caller_id` | S, partition key | the caller's number, E.164 |
 * | `item_ttl` | N, TTL | epoch seconds; a tracker is dead from then on, deleted or not |
 * | `contact_id` | S | the contact that left the tracker |
 * | `disconnected_at` | N | epoch milliseconds; orders contacts |
 * | `last_update` | N | epoch milliseconds; orders copies of one contact's record |
 * | `attributes` | M of S | the task's data; absent: closed |
 * | `leased_to` | S | the contact that took the tracker |
 * | `leased_for` | S | the `contact_id` it took it of: a newer tracker is free again |
 * | `leased_until` | N | epoch milliseconds |
 */
export const TRACKERS = {
  key: "caller_id",
  ttl: "item_ttl",
  contact: "contact_id",
  disconnectedAt: "disconnected_at",
  lastUpdate: "last_update",
  attributes: "attributes",
  leasedTo: "leased_to",
  leasedFor: "leased_for",
  leasedUntil: "leased_until",
} as const;

/** The table's name unless a deployment says otherwise. */
export const TRACKERS_TABLE_NAME = "linekeeper-trackers";

/** The data of a task, as the contact attributes of the call that was cut off. */
export type TaskAttributes = Readonly<Record<string, string>>;

export interface Tracker {
  readonly caller: PhoneNumber;
  /** Epoch seconds. */
  readonly ttl: number;
  readonly contactId: string;
  /** Epoch milliseconds. */
  readonly disconnectedAt: number;
  /** Undefined: closed. */
  readonly attributes: TaskAttributes | undefined;
  /** The last lease of it, which may be over: see `holderOf`. */
  readonly lease: Lease | undefined;
}

interface Lease {
  readonly contactId: string;
  /** The contact whose tracker was taken. */
  readonly of: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

export function readTracker(item: Item): Tracker {
  return {
    caller: (item[TRACKERS.key]?.S ?? "") as PhoneNumber,
    ttl: Number(item[TRACKERS.ttl]?.N),
    contactId: item[TRACKERS.contact]?.S ?? "",
    disconnectedAt: Number(item[TRACKERS.disconnectedAt]?.N),
    attributes: taskAttributes(item),
    lease: leaseIn(item),
  };
}

export function writeTaskAttributes(attributes: TaskAttributes): AttributeValue {
  return {
    M: Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, { S: text }])),
  };
}

/** Whether a tracker can be resumed: it is neither closed nor expired. */
export function isLive(tracker: Tracker, nowSeconds: number): boolean {
  return tracker.attributes !== undefined && tracker.ttl > nowSeconds;
}

/**
 * The contact that has taken a tracker, if it still holds it: a lease runs out, and a newer tracker is
 * free. `takeTracker` makes the same of it.
 *
 * @param now epoch milliseconds
 */
export function holderOf({ lease, contactId }: Tracker, now: number): string | undefined {
  return lease && lease.of === contactId && lease.until > now ? lease.contactId : undefined;
}

function leaseIn(item: Item): Lease | undefined {
  const contactId = item[TRACKERS.leasedTo]?.S;
  if (contactId === undefined) return undefined;
  const until = Number(item[TRACKERS.leasedUntil]?.N);
  return { contactId, of: item[TRACKERS.leasedFor]?.S ?? "", until };
}

function taskAttributes(item: Item): TaskAttributes | undefined {
  const map = item[TRACKERS.attributes]?.M;
  return (
    map && Object.fromEntries(Object.entries(map).map(([name, { S: text }]) => [name, text ?? ""]))
  );
}
