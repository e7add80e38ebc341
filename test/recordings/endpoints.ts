import { createHash } from "node:crypto";
import { ConnectClient } from "@aws-sdk/client-connect";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type GlobalSecondaryIndex,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { ConnectApi } from "../../local/aws/connect/connect-api.ts";
import { openDoor } from "../../local/aws/door/door.ts";
import { openDynamo } from "../../local/aws/dynamodb.ts";
import { Faults } from "../../local/aws/faults/faults.ts";
import { LocalS3 } from "../../local/aws/s3/s3.ts";
import type { JsonService } from "../../local/aws/service.ts";
import { LocalClock } from "../../local/clock/clock.ts";
import type { Clock } from "../../src/aws/clock.ts";
import { CONTACTS } from "../../src/recordings/table.ts";
import { INSTANCE_ARN, REGION } from "../factories/instance.ts";

export const TABLE = "contacts";
export const BUCKET = "amazon-connect-recordings";
export const PREFIX = "connect/demo-bank/CallRecordings";
export const INSTANCE_ID = INSTANCE_ARN.split("/").at(-1) ?? "";

interface Sent {
  readonly queue: string;
  readonly body: unknown;
}

/** What the recording watch reaches in AWS, behind the local door; Connect throttles as the account. */
export interface Endpoints {
  readonly faults: Faults;
  readonly s3: LocalS3;
  readonly api: ConnectApi;
  /** What DescribeContact answers, by contact id. */
  readonly contacts: Map<string, Readonly<Record<string, unknown>>>;
  /** Messages to any queue. */
  readonly sent: Sent[];
  readonly clients: {
    readonly client: DynamoDBClient;
    readonly connect: ConnectClient;
    readonly s3: S3Client;
    readonly sqs: SQSClient;
    readonly sfn: SFNClient;
  };
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  dynamoWith(config: DynamoDBClientConfig): DynamoDBClient;
  emptyTable(): Promise<void>;
  close(): Promise<void>;
}

export async function openEndpoints(
  clock: Clock,
  states: JsonService = { operations: {} },
  doorClock: LocalClock = new LocalClock(0),
): Promise<Endpoints> {
  const dynamo = openDynamo();
  const faults = new Faults();
  const s3 = await LocalS3.open(doorClock);
  s3.createBucket(BUCKET);
  const contacts = new Map<string, Readonly<Record<string, unknown>>>();
  const api = new ConnectApi({
    contacts: { describe: (id) => contacts.get(id), stop: () => false },
    instanceId: INSTANCE_ID,
    clock,
  });
  const sent: Sent[] = [];
  const door = await openDoor({
    port: 0,
    faults,
    clock: doorClock,
    services: {
      dynamodb: dynamo.handle,
      states,
      sqs: { operations: { SendMessage: (message) => receive(message, sent) } },
      lambda: async (_name, payload) => ({ payload, log: "" }),
      s3: s3.handle,
      connect: api.handle,
    },
  });
  const connection = {
    endpoint: door.url,
    region: REGION,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const opened: { destroy(): void }[] = [];
  const open = <T extends { destroy(): void }>(client: T): T => {
    opened.push(client);
    return client;
  };
  const dynamoWith = (config: DynamoDBClientConfig) =>
    open(new DynamoDBClient({ ...connection, ...config }));
  const client = dynamoWith({ requestHandler: { socketAcquisitionWarningTimeout: 60_000 } });
  await createTable(client);
  faults.reset();
  return {
    faults,
    s3,
    api,
    contacts,
    sent,
    clients: {
      client,
      connect: open(new ConnectClient(connection)),
      s3: open(new S3Client(connection)),
      sqs: open(new SQSClient(connection)),
      sfn: open(new SFNClient(connection)),
    },
    url: door.url,
    environment: {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: door.url,
    },
    dynamoWith,
    emptyTable: () => emptyTable(client),
    close: async () => {
      for (const one of opened) one.destroy();
      await door.close();
      await dynamo.close();
      await s3.close();
    },
  };
}

async function emptyTable(client: DynamoDBClient): Promise<void> {
  for await (const { Items = [] } of paginateScan({ client, pageSize: 25 }, { TableName: TABLE })) {
    const requests = Items.map(({ [CONTACTS.key]: key }) => ({
      DeleteRequest: { Key: { [CONTACTS.key]: key as AttributeValue } },
    }));
    if (requests.length === 0) continue;
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests } }));
  }
}

function receive(message: { QueueUrl: string; MessageBody: string }, sent: Sent[]): object {
  const { QueueUrl, MessageBody } = message;
  sent.push({ queue: QueueUrl.split("/").at(-1) ?? "", body: JSON.parse(MessageBody) });
  const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
  return { MessageId: String(sent.length), MD5OfMessageBody };
}

function index(IndexName: string, hash: string, range: string): GlobalSecondaryIndex {
  return {
    IndexName,
    KeySchema: [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ],
    Projection: { ProjectionType: "KEYS_ONLY" },
  };
}

/** As the stack creates it. */
async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: CONTACTS.key, AttributeType: "S" },
        { AttributeName: CONTACTS.state, AttributeType: "S" },
        { AttributeName: CONTACTS.nextCheckAt, AttributeType: "N" },
        { AttributeName: CONTACTS.verdict, AttributeType: "S" },
        { AttributeName: CONTACTS.disconnectedAt, AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: CONTACTS.key, KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        index(CONTACTS.stateIndex, CONTACTS.state, CONTACTS.nextCheckAt),
        index(CONTACTS.verdictIndex, CONTACTS.verdict, CONTACTS.disconnectedAt),
      ],
    }),
  );
  // Asynchronous even where it takes no time; the SDK's own waiter sleeps for seconds.
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLE }));
    if (Table?.TableStatus === "ACTIVE") return;
  }
}
