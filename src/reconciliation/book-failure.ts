import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { ReconciliationStore } from "./claim.ts";
import { RECONCILIATIONS, type ReconciliationStatus, reconciliationKey } from "./table.ts";

/** The execution that an item must be the one of. */
export interface Owner {
  readonly dialogGroupId: string;
  readonly executionArn: string;
}

export interface BookedFailure {
  readonly status: ReconciliationStatus;
  readonly reason: string;
  /** JSON text. */
  readonly details: string;
}

/**
 * Books the failure of an execution whose dead letter was sent, if its item is still in progress.
 * @param at ISO 8601
 * @returns false where the item is another's, or is booked
 */
export function bookFailure(
  store: ReconciliationStore,
  owner: Owner,
  { status, reason, details }: BookedFailure,
  at: string,
): Promise<boolean> {
  return write(store, owner, "#status = :inProgress", {
    status,
    failureReason: reason,
    errorDetails: details,
    failedAt: at,
    lastUpdated: at,
    deadLetterAt: at,
  });
}

/** Notes that a failure which is booked has its dead letter: it need not be looked at again. */
export function noteDeadLetter(
  store: ReconciliationStore,
  owner: Owner,
  at: string,
): Promise<boolean> {
  const condition = "#status <> :inProgress AND attribute_not_exists(#deadLetterAt)";
  return write(store, owner, condition, { deadLetterAt: at });
}

async function write(
  { client, table }: ReconciliationStore,
  { dialogGroupId, executionArn }: Owner,
  condition: string,
  attributes: Partial<Record<keyof typeof RECONCILIATIONS, string>>,
): Promise<boolean> {
  const names = Object.keys(attributes) as (keyof typeof RECONCILIATIONS)[];
  const named = ["execution", "status", ...names] as const;
  const values = names.map((name) => [`:${name}`, { S: attributes[name] ?? "" }] as const);
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: reconciliationKey(dialogGroupId),
        ConditionExpression: `#execution = :execution AND ${condition}`,
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(
          named.map((name) => [`#${name}`, RECONCILIATIONS[name]]),
        ),
        ExpressionAttributeValues: {
          ":execution": { S: executionArn },
          ":inProgress": { S: "IN_PROGRESS" },
          ...Object.fromEntries(values),
        },
      }),
    );
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
