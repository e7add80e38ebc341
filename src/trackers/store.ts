import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Deadline } from "../aws/caller-deadline.ts";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { PhoneNumber } from "../connect/phone-number.ts";
import { type TaskAttributes, TRACKERS, writeTaskAttributes } from "./table.ts";

export interface TrackersStore {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
  readonly ttlSeconds: number;
  /** Absent: no caller waits. */
  readonly deadline?: Deadline;
}

/** What one contact says about its caller's task. Times are epoch milliseconds. */
export interface Settlement {
  readonly caller: PhoneNumber;
  readonly contactId: string;
  readonly disconnectedAt: number;
  readonly lastUpdate: number;
  /** Undefined: the task is closed. */
  readonly attributes: TaskAttributes | undefined;
}

/**
 * Stores or closes a caller's tracker, in one conditional write. Contacts are ordered by when they
 * ended, which never changes; copies of one contact's record by their last update. So whatever is
 * late, repeated or out of order changes nothing, and what was closed is never revived: closing
 * leaves a dated tombstone without the task's data. The lease is not touched: a newer tracker is free
 * because it is another contact's.
 *
 * @returns "stale" when something newer is there
 * @throws the SDK's error when the store failed
 */
export async function settleTracker(
  store: TrackersStore,
  settlement: Settlement,
): Promise<"settled" | "stale"> {
  const { attributes } = settlement;
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key: { [TRACKERS.key]: { S: settlement.caller } },
        ConditionExpression:
          "attribute_not_exists(#key) OR #disconnectedAt < :disconnectedAt" +
          " OR (#contact = :contact AND #lastUpdate < :lastUpdate)",
        UpdateExpression:
          "SET #ttl = :ttl, #contact = :contact, #disconnectedAt = :disconnectedAt," +
          ` #lastUpdate = :lastUpdate${attributes ? ", #attributes = :attributes" : " REMOVE #attributes"}`,
        ExpressionAttributeNames: {
          "#key": TRACKERS.key,
          "#ttl": TRACKERS.ttl,
          "#contact": TRACKERS.contact,
          "#disconnectedAt": TRACKERS.disconnectedAt,
          "#lastUpdate": TRACKERS.lastUpdate,
          "#attributes": TRACKERS.attributes,
        },
        ExpressionAttributeValues: {
          ":ttl": { N: String(epochSeconds(settlement.disconnectedAt) + store.ttlSeconds) },
          ":contact": { S: settlement.contactId },
          ":disconnectedAt": { N: String(settlement.disconnectedAt) },
          ":lastUpdate": { N: String(settlement.lastUpdate) },
          ...(attributes && { ":attributes": writeTaskAttributes(attributes) }),
        },
      }),
      store.deadline,
    );
    return "settled";
  } catch (error) {
    if (conditionFailed(error)) return "stale";
    throw error;
  }
}
