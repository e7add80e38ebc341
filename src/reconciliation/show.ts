import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { ReconciliationStore } from "./claim.ts";
import { type Reconciliation, readReconciliation, reconciliationKey } from "./table.ts";

/** One dialogue's item, as it is now. */
export async function showReconciliation(
  { client, table }: ReconciliationStore,
  dialogGroupId: string,
): Promise<Reconciliation | undefined> {
  const Key = reconciliationKey(dialogGroupId);
  const get = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
  const { Item } = await client.send(get);
  return Item && readReconciliation(Item);
}
