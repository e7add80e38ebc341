import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { DeleteItemCommand, type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { TableDescription } from "../../template/table.ts";

type Item = Readonly<Record<string, AttributeValue>>;

/** Everything that is in a table. */
export async function itemsOf(
  client: DynamoDBClient,
  { name }: TableDescription,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
    items.push(...Items);
  }
  return items;
}

/** Leaves a table as it was when it was made. */
export async function empty(client: DynamoDBClient, table: TableDescription): Promise<void> {
  for (const item of await itemsOf(client, table)) {
    const key = table.keySchema.flatMap(({ AttributeName: name = "" }) => {
      const value = item[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    await client.send(
      new DeleteItemCommand({ TableName: table.name, Key: Object.fromEntries(key) }),
    );
  }
}
