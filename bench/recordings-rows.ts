import { ConnectClient } from "@aws-sdk/client-connect";
import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { ConnectApi } from "../local/aws/connect/connect-api.ts";
import { LOCAL_INSTANCE, LOCAL_RECORDINGS } from "../local/instance.ts";
import { Random } from "../local/random.ts";
import { type LocalStack, startStack } from "../local/stack.ts";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "../local/where.ts";
import { epochSeconds } from "../src/aws/clock.ts";
import type { Outcomes } from "../src/aws/outcomes.ts";
import { TokenBucket } from "../src/aws/token-bucket.ts";
import { recordingKey } from "../src/connect/recording-key.ts";
import type { CheckRoom } from "../src/recordings/check.ts";
import { STATES, VERDICTS } from "../src/recordings/contact-state.ts";
import { sweepStep } from "../src/recordings/sweep.ts";
import {
  CONTACTS_TABLE_NAME,
  type ContactRow,
  unknownContact,
  writeContact,
} from "../src/recordings/table.ts";

const BEGIN = Date.UTC(2026, 0, 5, 8);
const DUE = 100;
const STEPS = ["PollInitialised", "DeleteCompletedQueueIvr", "PollInProgress", "VerifyRecordings"];
const UNHEARD: Outcomes = { record() {}, failed() {}, publish() {} };

/**
 * How many rows a sweep reads, entries of the index and rows by their key, as the ledger grows.
 * @returns by number of rows in the ledger
 */
export async function rowsRead(sizes: readonly number[]): Promise<readonly number[]> {
  const random = new Random(1);
  const instanceId = LOCAL_INSTANCE.arn.split("/").at(-1) ?? "";
  const described = new Map<string, Readonly<Record<string, unknown>>>();
  const contacts = { describe: (id: string) => described.get(id), stop: () => false };
  const now = () => BEGIN;
  const api = new ConnectApi({
    contacts,
    instanceId,
    clock: { now },
    rate: { perSecond: 1e9, burst: 1e9 },
  });
  const stack = await startStack({ port: 0, startAt: BEGIN, endpoints: {}, connect: api.handle });
  const connection = {
    endpoint: stack.url,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  };
  const counted = new DynamoDBClient(connection);
  const read = countRows(counted);
  const connect = new ConnectClient(connection);
  try {
    const results: number[] = [];
    let filled = 0;
    for (const size of sizes) {
      const due = Array.from({ length: DUE }, () => aDue(random, described, stack));
      const more = Math.max(0, size - filled - DUE);
      await fill(stack, [...Array.from({ length: more }, () => aRest(random)), ...due]);
      filled += more + DUE;
      const before = read.rows;
      await stack.clock.drive(() => sweep(roomOf(stack, counted, connect, instanceId)));
      results.push(read.rows - before);
    }
    return results;
  } finally {
    counted.destroy();
    connect.destroy();
    await stack.close();
  }
}

/** What is read through the client: what queries look at, and items by their key. */
function countRows(client: DynamoDBClient): { rows: number } {
  const read = { rows: 0 };
  client.middlewareStack.add(
    (next) => async (given) => {
      const result = await next(given);
      const { ScannedCount = 0, Item } = result.output as { ScannedCount?: number; Item?: object };
      read.rows += ScannedCount + (Item ? 1 : 0);
      return result;
    },
    { step: "deserialize", priority: "high" },
  );
  return read;
}

function roomOf(
  stack: LocalStack,
  client: DynamoDBClient,
  connect: ConnectClient,
  instanceId: string,
): CheckRoom {
  const { clock, clients } = stack;
  return {
    client,
    table: CONTACTS_TABLE_NAME,
    clock,
    enrol: "flow-log",
    graceSeconds: 900,
    outcomes: UNHEARD,
    connect,
    instanceId,
    describeBudget: new TokenBucket(clock, { perSecond: 2, burst: 5 }),
    s3: clients.s3,
    recordings: LOCAL_RECORDINGS,
    sqs: clients.sqs,
    reconciliationQueueUrl: "",
  };
}

async function sweep(room: CheckRoom): Promise<void> {
  const startedAt = new Date(room.clock.now()).toISOString();
  for (const step of STEPS) await sweepStep(room, { step, startedAt }, 120_000);
}

/** An agent call that is over, in the ledger and in Connect, with its recording in the bucket. */
function aDue(
  random: Random,
  described: Map<string, Readonly<Record<string, unknown>>>,
  stack: LocalStack,
): ContactRow {
  const row = { ...anAgentCall(random), nextCheckAt: epochSeconds(BEGIN) - 60 };
  const { contactId, initiatedAt = 0, connectedToAgentAt = 0, disconnectedAt = 0 } = row;
  const time = (at: number) => new Date(at).toISOString();
  described.set(contactId, {
    Id: contactId,
    Channel: "VOICE",
    InitiationTimestamp: time(initiatedAt),
    AgentInfo: { ConnectedToAgentTimestamp: time(connectedToAgentAt) },
    DisconnectTimestamp: time(disconnectedAt),
  });
  const { bucket, prefix } = LOCAL_RECORDINGS;
  stack.objects.put(bucket, recordingKey(prefix, contactId, connectedToAgentAt), "RIFF");
  return row;
}

/** Most of a ledger have their verdict; of some the recording is missing, and looked for later. */
function aRest(random: Random): ContactRow {
  const row = anAgentCall(random);
  if (random.chance(0.05)) {
    const nextCheckAt = epochSeconds(BEGIN) + random.between(60, 86_400);
    return { ...row, verdict: VERDICTS.notRecorded, nextCheckAt };
  }
  return { ...row, verdict: VERDICTS.recorded, recordingLocation: "bucket/key" };
}

function anAgentCall(random: Random): ContactRow {
  const initiatedAt = BEGIN - random.between(20, 60_000) * 60_000;
  return {
    ...unknownContact(random.uuid(), 1),
    state: STATES.agentCompleted,
    channel: "VOICE",
    initiationMethod: "INBOUND",
    initiatedAt,
    connectedToAgentAt: initiatedAt + 60_000,
    disconnectedAt: initiatedAt + 300_000,
    recordingBehaviorAt: initiatedAt,
    expiresAt: epochSeconds(BEGIN) + 30 * 86_400,
  };
}

async function fill({ dynamodb }: LocalStack, rows: readonly ContactRow[]): Promise<void> {
  for (let index = 0; index < rows.length; index += 25) {
    const requests: WriteRequest[] = rows
      .slice(index, index + 25)
      .map((row) => ({ PutRequest: { Item: writeContact(row) } }));
    const RequestItems = { [CONTACTS_TABLE_NAME]: requests };
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems }));
  }
}
