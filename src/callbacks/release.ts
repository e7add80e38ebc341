import {
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { conditionFailed } from "../aws/conditional-write.ts";
import { CLAIMS, type Claim, readClaim } from "./table.ts";

export interface ReleaseStore {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** The claims of a chain. Contact events carry no caller number, so the chain's root finds them. */
export async function claimsOfChain(store: ReleaseStore, root: string): Promise<Claim[]> {
  const claims: Claim[] = [];
  const pages = paginateQuery(store, {
    TableName: store.table,
    IndexName: CLAIMS.ownerIndex,
    KeyConditionExpression: "#owner = :root",
    ExpressionAttributeNames: { "#owner": CLAIMS.owner },
    ExpressionAttributeValues: { ":root": { S: root } },
  });
  for await (const { Items = [] } of pages) claims.push(...Items.map(readClaim));
  return claims;
}

/**
 * Deletes a claim if it is still the one that was read: made at the same instant, and bound to the
 * same callback or to none.
 *
 * @returns false when it changed meanwhile
 */
export function releaseClaim(
  store: ReleaseStore,
  claim: Claim,
  callbackContactId: string | undefined,
): Promise<boolean> {
  return ifUnchanged(claim, callbackContactId, (unchanged) =>
    store.client.send(
      new DeleteItemCommand({
        TableName: store.table,
        Key: { [CLAIMS.key]: { S: claim.key } },
        ...unchanged,
      }),
    ),
  ).then((answer) => answer !== undefined);
}

/**
 * Notes which contact is a claim's callback, and, when `ended`, that this attempt of it is over.
 *
 * @returns the claim as it is now; undefined when it changed meanwhile
 */
export async function bindClaim(
  store: ReleaseStore,
  claim: Claim,
  callbackContactId: string,
  ended: boolean,
): Promise<Claim | undefined> {
  const answer = await ifUnchanged(claim, claim.callbackContactId, (unchanged) =>
    store.client.send(
      new UpdateItemCommand({
        TableName: store.table,
        Key: { [CLAIMS.key]: { S: claim.key } },
        ConditionExpression: unchanged.ConditionExpression,
        ExpressionAttributeNames: {
          ...unchanged.ExpressionAttributeNames,
          ...(ended && { "#ended": CLAIMS.ended }),
        },
        UpdateExpression: `SET #callback = :contact${ended ? " ADD #ended :contacts" : ""}`,
        ExpressionAttributeValues: {
          ...unchanged.ExpressionAttributeValues,
          ":contact": { S: callbackContactId },
          ...(ended && { ":contacts": { SS: [callbackContactId] } }),
        },
        ReturnValues: "ALL_NEW",
      }),
    ),
  );
  return answer?.Attributes && readClaim(answer.Attributes);
}

interface Unchanged {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, { S: string } | { N: string }>;
}

async function ifUnchanged<T>(
  claim: Claim,
  callbackContactId: string | undefined,
  write: (unchanged: Unchanged) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await write({
      ConditionExpression:
        "#owner = :root AND #createdAt = :createdAt AND (attribute_not_exists(#callback)" +
        `${callbackContactId ? " OR #callback = :callback" : ""})`,
      ExpressionAttributeNames: {
        "#owner": CLAIMS.owner,
        "#createdAt": CLAIMS.createdAt,
        "#callback": CLAIMS.callback,
      },
      ExpressionAttributeValues: {
        ":root": { S: claim.rootContactId },
        ":createdAt": { N: String(claim.createdAt) },
        ...(callbackContactId && { ":callback": { S: callbackContactId } }),
      },
    });
  } catch (error) {
    if (conditionFailed(error)) return undefined;
    throw error;
  }
}
