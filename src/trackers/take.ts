import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { PhoneNumber } from "../connect/phone-number.ts";
import type { TrackersStore } from "./store.ts";
import { readTracker, TRACKERS, type Tracker } from "./table.ts";

/**
 * Leases a caller's tracker to the contact that accepted it, in one conditional write. Of two phones
 * of one household that accept at once, one gets it; a repeat by the same contact gets it again. The
 * tracker stays until the record of the taking contact settles it, so that a second drop loses
 * nothing; a lease that no record ends runs out.
 *
 * @returns undefined when there is nothing to take, or another contact holds it
 */
export async function takeTracker(
  store: Pick<TrackersStore, "client" | "table" | "clock" | "deadline"> & {
    readonly leaseSeconds: number;
  },
  caller: PhoneNumber,
  contactId: string,
): Promise<Tracker | undefined> {
  const now = store.clock.now();
  try {
    const { Attributes } = await store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key: { [TRACKERS.key]: { S: caller } },
        ConditionExpression:
          "attribute_exists(#attributes) AND #ttl > :nowSeconds AND (" +
          "attribute_not_exists(#leasedTo) OR #leasedTo = :me" +
          " OR #leasedUntil <= :now OR #leasedFor <> #contact)",
        UpdateExpression: "SET #leasedTo = :me, #leasedFor = #contact, #leasedUntil = :until",
        ExpressionAttributeNames: {
          "#attributes": TRACKERS.attributes,
          "#ttl": TRACKERS.ttl,
          "#contact": TRACKERS.contact,
          "#leasedTo": TRACKERS.leasedTo,
          "#leasedFor": TRACKERS.leasedFor,
          "#leasedUntil": TRACKERS.leasedUntil,
        },
        ExpressionAttributeValues: {
          ":me": { S: contactId },
          ":now": { N: String(now) },
          ":nowSeconds": { N: String(epochSeconds(now)) },
          ":until": { N: String(now + store.leaseSeconds * 1000) },
        },
        ReturnValues: "ALL_NEW",
      }),
      store.deadline,
    );
    return Attributes && readTracker(Attributes);
  } catch (error) {
    if (conditionFailed(error)) return undefined;
    throw error;
  }
}

/**
 * Gives a caller's tracker back that a contact took and said nothing of at its end: the caller hung up
 * before the flow had noted the task. Otherwise the task would be offered and refused until the lease
 * runs out.
 *
 * @returns false when the contact holds none
 */
export async function giveTrackerBack(
  store: Pick<TrackersStore, "client" | "table">,
  caller: PhoneNumber,
  contactId: string,
): Promise<boolean> {
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key: { [TRACKERS.key]: { S: caller } },
        ConditionExpression: "#leasedTo = :me",
        UpdateExpression: "REMOVE #leasedTo, #leasedFor, #leasedUntil",
        ExpressionAttributeNames: {
          "#leasedTo": TRACKERS.leasedTo,
          "#leasedFor": TRACKERS.leasedFor,
          "#leasedUntil": TRACKERS.leasedUntil,
        },
        ExpressionAttributeValues: { ":me": { S: contactId } },
      }),
    );
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
