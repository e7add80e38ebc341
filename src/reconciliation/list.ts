import { paginateQuery } from "@aws-sdk/client-dynamodb";
import type { ReconciliationStore } from "./claim.ts";
import {
  RECONCILIATIONS,
  type Reconciliation,
  type ReconciliationStatus,
  readReconciliation,
} from "./table.ts";

/**
 * The items in one status, by the index, page by page; those that have been in it longest come
 * first. An index lags: what an item says may be a moment old.
 *
 * @param before only items last written before then (ISO 8601)
 */
export async function* listReconciliations(
  { client, table }: ReconciliationStore,
  status: ReconciliationStatus,
  before?: string,
): AsyncGenerator<Reconciliation> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: RECONCILIATIONS.statusIndex,
      KeyConditionExpression: before ? "#status = :status AND #at < :before" : "#status = :status",
      ExpressionAttributeNames: {
        "#status": RECONCILIATIONS.status,
        ...(before && { "#at": RECONCILIATIONS.lastUpdated }),
      },
      ExpressionAttributeValues: {
        ":status": { S: status },
        ...(before && { ":before": { S: before } }),
      },
    },
  );
  for await (const { Items = [] } of pages) yield* Items.map(readReconciliation);
}
