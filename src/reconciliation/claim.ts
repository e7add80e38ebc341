import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";
import {
  ITEM_LIFETIME_SECONDS,
  OF_ONE_ATTEMPT,
  RECONCILIATIONS,
  type Reconciliation,
  readReconciliation,
  reconciliationKey,
} from "./table.ts";

export interface ReconciliationStore {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const NAMES: Record<string, string> = Object.fromEntries(
  (
    [
      ...["partitionKey", "ttl", "dialogGroupId", "callId", "originalTimestamp", "retryAttempt"],
      ...["execution", "status", "lastUpdated", ...OF_ONE_ATTEMPT],
    ] as (keyof typeof RECONCILIATIONS)[]
  ).map((name) => [`#${name}`, RECONCILIATIONS[name]]),
);

/**
 * Makes an item the one of this execution, in one conditional write: nobody had it, or an earlier
 * attempt had. So a late duplicate never reopens a finished item, and whoever holds the item alone
 * starts. A new attempt begins without what the last one left.
 *
 * @returns undefined when claimed; otherwise the item that stands in the way
 * @throws the SDK's error when the store failed: nothing is known about the item then
 */
export async function claimReconciliation(
  store: ReconciliationStore & { readonly clock: Clock },
  request: ReconciliationRequest,
  executionArn: string,
): Promise<Reconciliation | undefined> {
  const now = store.clock.now();
  const Key = reconciliationKey(request.dialogGroupId);
  try {
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key,
        ConditionExpression: "attribute_not_exists(#partitionKey) OR #retryAttempt < :attempt",
        UpdateExpression:
          "SET #status = :inProgress, #dialogGroupId = :dialogue, #callId = :call," +
          " #originalTimestamp = :original, #retryAttempt = :attempt, #execution = :me," +
          ` #lastUpdated = :now, #ttl = :ttl REMOVE ${OF_ONE_ATTEMPT.map((name) => `#${name}`).join(", ")}`,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: {
          ":inProgress": { S: "IN_PROGRESS" },
          ":dialogue": { S: request.dialogGroupId },
          ":call": { S: request.callId },
          ":original": { S: request.originalTimestamp },
          ":attempt": { N: String(request.retryAttempt) },
          ":me": { S: executionArn },
          ":now": { S: new Date(now).toISOString() },
          ":ttl": { N: String(epochSeconds(now) + ITEM_LIFETIME_SECONDS) },
        },
      }),
    );
    return undefined;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const { Item } = await store.client.send(
      new GetItemCommand({ TableName: store.table, Key, ConsistentRead: true }),
    );
    // Deleted between the two calls, by its TTL: claimed with the next delivery.
    if (Item === undefined) throw error;
    return readReconciliation(Item);
  }
}
