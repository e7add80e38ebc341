import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { Sqs } from "./aws/sqs/sqs.ts";
import type { Endpoints } from "./endpoints.ts";
import type { LambdaHost } from "./lambda/lambda-host.ts";
import { readMachine } from "./states/machine.ts";
import type { StatesService } from "./states/service.ts";
import type { StackDescription } from "./template/description.ts";
import type { TableDescription } from "./template/table.ts";

interface Places {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: Sqs;
  readonly states: StatesService;
  readonly functions: LambdaHost;
  readonly endpoints: Endpoints;
}

/**
 * Makes what the template declares. Tables are created through the API, also at an endpoint outside;
 * queues and state machines outside are that endpoint's own: docs/decisions/0004.
 */
export async function provision(description: StackDescription, places: Places): Promise<void> {
  for (const queue of description.queues) places.sqs.createQueue(queue);
  for (const { name, definition, type } of description.stateMachines) {
    places.states.addMachine(name, readMachine(definition), type);
  }
  for (const declared of description.functions) places.functions.register(declared);
  for (const table of description.tables) await createTable(places.dynamodb, table);
}

async function createTable(client: DynamoDBClient, table: TableDescription): Promise<void> {
  const { globalSecondaryIndexes } = table;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [...table.keySchema],
        AttributeDefinitions: [...table.attributeDefinitions],
        ...(globalSecondaryIndexes.length > 0 && {
          GlobalSecondaryIndexes: globalSecondaryIndexes.map(({ Projection, ...index }) => ({
            ...index,
            KeySchema: [...index.KeySchema],
            Projection: {
              ProjectionType: Projection.ProjectionType,
              ...(Projection.NonKeyAttributes && {
                NonKeyAttributes: [...Projection.NonKeyAttributes],
              }),
            },
          })),
        }),
      }),
    );
  } catch (error) {
    // An endpoint outside may keep its tables from one run to the next.
    if ((error as Error).name !== "ResourceInUseException") throw error;
  }
  await waitUntilTableExists(
    { client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.2 },
    { TableName: table.name },
  );
}
