import { createHash } from "node:crypto";
import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { openDoor } from "../local/aws/door/door.ts";
import { openDynamo } from "../local/aws/dynamodb.ts";
import { Faults } from "../local/aws/faults/faults.ts";
import { LocalClock } from "../local/clock/clock.ts";
import { REGION } from "./factories/instance.ts";

export const CLAIMS_TABLE = "claims";
export const TRACKERS_TABLE = "trackers";

/**
 * The tables of `src/callbacks` and `src/trackers`, as the stack creates them: tables.test.ts holds
 * them against the template.
 */
export const TABLES: readonly CreateTableCommandInput[] = [
  {
    TableName: CLAIMS_TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "callback_number", AttributeType: "S" },
      { AttributeName: "initial_contact_id", AttributeType: "S" },
    ],
    KeySchema: [{ AttributeName: "callback_number", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [
      {
        IndexName: "OwnerIndex",
        KeySchema: [{ AttributeName: "initial_contact_id", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  },
  {
    TableName: TRACKERS_TABLE,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "caller_id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "caller_id", KeyType: "HASH" }],
  },
];

export type Item = Readonly<Record<string, AttributeValue>>;

/** Real tables of the real SDK's, in memory behind the local door; no test shares one with another. */
export interface Tables {
  /** Tries once, so that a fault that is asked for once is felt. */
  readonly client: DynamoDBClient;
  readonly faults: Faults;
  /** What was sent to the poison queue. */
  readonly poisoned: unknown[];
  readonly poisonQueueUrl: string;
  /** What a deployed function would find in its environment, to reach these tables. */
  readonly environment: Readonly<Record<string, string>>;
  clientWith(config: DynamoDBClientConfig): DynamoDBClient;
  items(table: string): Promise<Item[]>;
  close(): Promise<void>;
}

export async function openTables(): Promise<Tables> {
  const dynamo = openDynamo();
  const faults = new Faults();
  const poisoned: unknown[] = [];
  const door = await openDoor({
    port: 0,
    faults,
    clock: new LocalClock(0),
    services: {
      dynamodb: dynamo.handle,
      states: { operations: {} },
      sqs: { operations: { SendMessage: (message) => receive(message, poisoned) } },
      lambda: async (_name, payload) => ({ payload, log: "" }),
    },
  });
  const clients: DynamoDBClient[] = [];
  const clientWith = (config: DynamoDBClientConfig): DynamoDBClient => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({
      endpoint: door.url,
      region: REGION,
      credentials,
      ...config,
    });
    clients.push(client);
    return client;
  };
  // Two hundred callers at once share fifty sockets, which the SDK would warn of.
  const requestHandler = { socketAcquisitionWarningTimeout: 60_000 };
  const client = clientWith({ maxAttempts: 1, requestHandler });
  for (const table of TABLES) await create(client, table);
  faults.reset();
  return {
    client,
    faults,
    poisoned,
    poisonQueueUrl: `${door.url}/111122223333/poison`,
    clientWith,
    environment: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: door.url,
    },
    items: (table) => scan(client, table),
    close: async () => {
      for (const open of clients) open.destroy();
      await door.close();
      await dynamo.close();
    },
  };
}

function receive({ MessageBody }: { readonly MessageBody: string }, poisoned: unknown[]): object {
  poisoned.push(JSON.parse(MessageBody));
  const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
  return { MessageId: String(poisoned.length), MD5OfMessageBody };
}

async function create(client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  await client.send(new CreateTableCommand(table));
  // Asynchronous even where it takes no time; the SDK's own waiter sleeps for seconds.
  for (;;) {
    const described = await client.send(new DescribeTableCommand({ TableName: table.TableName }));
    if (described.Table?.TableStatus === "ACTIVE") return;
  }
}

async function scan(client: DynamoDBClient, table: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
    items.push(...Items);
  }
  return items;
}
