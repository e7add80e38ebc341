import { paginateQuery } from "@aws-sdk/client-dynamodb";
import type { ReconciliationStore } from "./claim.ts";
import {
  RECONCILIATIONS,
  type Reconciliation,
  type ReconciliationStatus,
  readReconciliation,
} from "./table.ts";

/** Only items last written within this time (ISO 8601), or also without a note of a dead letter. */
export interface Narrowing {
  readonly after?: string;
  readonly before: string;
  readonly withoutLetter?: boolean;
}

/**
 * The items in one status, by the index, page by page; those that have been in it longest come
 * first. An index lags: what an item says may be a moment old.
 */
export async function* listReconciliations(
  { client, table }: ReconciliationStore,
  status: ReconciliationStatus,
  narrowing?: Narrowing,
): AsyncGenerator<Reconciliation> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: RECONCILIATIONS.statusIndex,
      KeyConditionExpression: narrowing
        ? "#status = :status AND #at BETWEEN :after AND :before"
        : "#status = :status",
      ...(narrowing?.withoutLetter && { FilterExpression: "attribute_not_exists(#letter)" }),
      ExpressionAttributeNames: {
        "#status": RECONCILIATIONS.status,
        ...(narrowing && { "#at": RECONCILIATIONS.lastUpdated }),
        ...(narrowing?.withoutLetter && { "#letter": RECONCILIATIONS.deadLetterAt }),
      },
      ExpressionAttributeValues: {
        ":status": { S: status },
        ...(narrowing && {
          ":after": { S: narrowing.after ?? "0" },
          ":before": { S: narrowing.before },
        }),
      },
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map(readReconciliation);
}
