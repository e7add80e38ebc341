import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Deadline } from "../aws/caller-deadline.ts";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import { CLAIMS } from "./table.ts";

export interface ClaimsStore {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
  /** Absent: no caller waits. */
  readonly deadline?: Deadline;
}

/**
 * Claims the one callback a number (and queue) may have, in one conditional write: two callers who
 * ask at the same instant cannot both be first. The write holds when nobody has a live claim, or
 * when the same chain repeats itself before its callback exists, which is what a flow's retry does.
 * Expiry is judged here, because DynamoDB deletes expired items only within days.
 *
 * @throws the SDK's error when the store failed: nothing is known about the claim then
 */
export async function setClaim(
  store: ClaimsStore & { readonly ttlSeconds: number },
  claim: { readonly key: string; readonly contactId: string; readonly rootContactId: string },
): Promise<"claimed" | "exists"> {
  const now = store.clock.now();
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key: { [CLAIMS.key]: { S: claim.key } },
        ConditionExpression:
          "attribute_not_exists(#key) OR #ttl <= :now" +
          " OR (#owner = :root AND attribute_not_exists(#callback))",
        UpdateExpression:
          "SET #ttl = :ttl, #contact = :contact, #owner = :root, #createdAt = :createdAt" +
          " REMOVE #callback, #ended",
        ExpressionAttributeNames: {
          "#key": CLAIMS.key,
          "#ttl": CLAIMS.ttl,
          "#contact": CLAIMS.contact,
          "#owner": CLAIMS.owner,
          "#callback": CLAIMS.callback,
          "#ended": CLAIMS.ended,
          "#createdAt": CLAIMS.createdAt,
        },
        ExpressionAttributeValues: {
          ":now": { N: String(epochSeconds(now)) },
          ":ttl": { N: String(epochSeconds(now) + store.ttlSeconds) },
          ":contact": { S: claim.contactId },
          ":root": { S: claim.rootContactId },
          ":createdAt": { N: String(now) },
        },
      }),
      store.deadline,
    );
    return "claimed";
  } catch (error) {
    if (conditionFailed(error)) return "exists";
    throw error;
  }
}
