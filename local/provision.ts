import {
  CreateTableCommand,
  type DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { LocalS3 } from "./aws/s3/s3.ts";
import type { Secrets } from "./aws/secrets/secrets.ts";
import type { Sqs } from "./aws/sqs/sqs.ts";
import type { Clients } from "./clients.ts";
import type { Endpoints } from "./endpoints.ts";
import type { LambdaHost } from "./lambda/lambda-host.ts";
import { readMachine } from "./states/machine.ts";
import type { StatesService } from "./states/service.ts";
import type { StackDescription } from "./template/description.ts";
import type { TableDescription } from "./template/table.ts";

interface Places {
  readonly clients: Pick<Clients, "dynamodb">;
  readonly s3: LocalS3;
  readonly secrets: Secrets;
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
  for (const { name } of description.buckets) places.s3.createBucket(name);
  // Buckets of others, which the template or the caller only names.
  for (const { bucket } of description.notifications) places.s3.createBucket(bucket);
  for (const secret of description.secrets) places.secrets.declare(secret);
  for (const { name, definition, type } of description.stateMachines) {
    places.states.addMachine(name, readMachine(definition), type);
  }
  for (const declared of description.functions) places.functions.register(declared);
  for (const table of description.tables) await createTable(places.clients.dynamodb, table);
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
