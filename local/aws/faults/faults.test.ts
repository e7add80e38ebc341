import { CreateTableCommand, DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aDoor, type TestDoor } from "../door/a-door.ts";
import type { Sqs } from "../sqs/sqs.ts";
import type { Faults } from "./faults.ts";

let clock: LocalClock;
let door: TestDoor;
let faults: Faults;
let sqs: Sqs;

beforeEach(async () => {
  clock = new LocalClock(0);
  door = await aDoor(clock);
  ({ faults, sqs } = door);
});

afterEach(() => door.close());

function settings(maxAttempts = 1) {
  return { ...door.settings, maxAttempts };
}

function send(client: SQSClient, abortSignal?: AbortSignal) {
  const QueueUrl = sqs.queueUrl("work");
  const options = abortSignal ? { abortSignal } : {};
  return client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }), options);
}

/** Turns of the event loop until it is so. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setImmediate(resolve));
}

/** A counter in DynamoDB, which tells how often a write was applied. */
async function aCounter(client: DynamoDBClient): Promise<() => Promise<string | undefined>> {
  await client.send(
    new CreateTableCommand({
      TableName: "counters",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const add = new UpdateItemCommand({
    TableName: "counters",
    Key: { id: { S: "x" } },
    UpdateExpression: "ADD n :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ReturnValues: "ALL_NEW",
  });
  return async () => (await client.send(add)).Attributes?.["n"]?.N;
}

describe("throttling", () => {
  it.each([
    ["dynamodb", "ProvisionedThroughputExceededException", 400],
    ["states", "ThrottlingException", 400],
    ["sqs", "RequestThrottled", 400],
    ["lambda", "TooManyRequestsException", 429],
  ] as const)("of %s is called %s", async (service, name, status) => {
    const calls = {
      dynamodb: async () => (await aCounter(new DynamoDBClient(settings())))(),
      states: () =>
        new SFNClient(settings()).send(new StartExecutionCommand({ stateMachineArn: "m" })),
      sqs: () => send(new SQSClient(settings())),
      lambda: () => new LambdaClient(settings()).send(new InvokeCommand({ FunctionName: "f" })),
    };
    const fault = faults.add({ service, fault: { kind: "throttle" } });
    await expect(calls[service]()).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
    await calls[service]();
    expect(fault.hits).toBe(1);
  });
});

describe("errors", () => {
  it("are retried by the SDK, and nothing was done meanwhile", async () => {
    faults.add({ service: "sqs", fault: { kind: "error" } });
    await send(new SQSClient(settings(2)));
    expect([sqs.depth("work").ready, faults.counts()]).toEqual([1, { "sqs.SendMessage": 2 }]);
  });

  it("are the service's own failure, or any other", async () => {
    const client = new SQSClient(settings());
    faults.add({ service: "sqs", fault: { kind: "error" } });
    await expect(send(client)).rejects.toMatchObject({
      name: "InternalFailure",
      $metadata: { httpStatusCode: 500 },
    });
    faults.add({ service: "sqs", fault: { kind: "error", status: 403, name: "AccessDenied" } });
    await expect(send(client)).rejects.toMatchObject({
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
    expect(sqs.depth("work").ready).toBe(0);
  });
});

describe("a slow service", () => {
  it("answers late", async () => {
    faults.add({ service: "sqs", fault: { kind: "slow", milliseconds: 30 } });
    const asked = performance.now();
    await send(new SQSClient(settings()));
    expect(performance.now() - asked).toBeGreaterThan(29);
    expect([sqs.depth("work").ready, clock.now()]).toEqual([1, 0]);
  });

  it("does its work after the client gave up", async () => {
    const impatient = new AbortController();
    faults.add({ service: "sqs", fault: { kind: "slow", milliseconds: 30 } });
    const sent = send(new SQSClient(settings()), impatient.signal);
    await until(() => faults.calls.size > 0);
    impatient.abort();
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(sqs.depth("work").ready).toBe(0);
    // The door's requests are activities, this one too: time waits for it.
    await clock.settle();
    expect(sqs.depth("work").ready).toBe(1);
  });
});

describe("a lost answer", () => {
  it("makes the SDK apply a write twice", async () => {
    const add = await aCounter(new DynamoDBClient(settings(2)));
    faults.add({
      service: "dynamodb",
      operation: "UpdateItem",
      fault: { kind: "lost-answer", how: "drop" },
    });
    expect(await add()).toBe("2");
  });

  it("makes the SDK send a message twice", async () => {
    faults.add({ service: "sqs", fault: { kind: "lost-answer", how: "drop" } });
    await send(new SQSClient(settings(2)));
    expect(sqs.depth("work").ready).toBe(2);
  });

  it("can keep the client waiting until it goes away", async () => {
    const impatient = new AbortController();
    faults.add({ service: "sqs", fault: { kind: "lost-answer", how: "hang" } });
    const sent = send(new SQSClient(settings()), impatient.signal);
    await until(() => sqs.depth("work").ready === 1);
    impatient.abort();
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    await clock.settle();
  });
});

describe("which calls are struck", () => {
  const call = { service: "lambda", operation: "Invoke", function: "f" } as const;
  const fault = { kind: "throttle" } as const;

  it("those that match in every part, a number of times, after a number of them", () => {
    const rule = faults.add({ service: "lambda", function: "f", after: 1, times: 2, fault });
    expect(faults.strike({ ...call, service: "sqs" })).toBeUndefined();
    expect(faults.strike({ ...call, function: "g" })).toBeUndefined();
    const struck = Array.from({ length: 5 }, () => faults.strike(call) !== undefined);
    expect(struck).toEqual([false, true, true, false, false]);
    expect(rule.hits).toBe(2);
  });

  it("some, by a given probability", () => {
    const numbers = [0.1, 0.9, 0.29, 0.3, 0.31, 0];
    const random = () => numbers.shift() ?? 1;
    faults.add({ service: "lambda", rate: { probability: 0.3, random }, fault });
    const struck = Array.from({ length: 7 }, () => faults.strike(call) !== undefined);
    expect(struck).toEqual([true, false, true, false, false, true, false]);
  });

  it("none once the fault is removed, or all are", () => {
    const removed = faults.add({ service: "lambda", times: 9, fault });
    faults.add({ service: "lambda", times: 9, after: 1, fault: { kind: "error" } });
    expect(faults.strike(call)).toEqual(fault);
    removed.remove();
    expect(faults.strike(call)).toBeUndefined();
    expect(faults.strike(call)).toEqual({ kind: "error" });
    expect([removed.hits, faults.counts()]).toEqual([1, { "lambda.Invoke": 3 }]);
    faults.reset();
    expect([faults.strike(call), faults.counts()]).toEqual([undefined, { "lambda.Invoke": 1 }]);
  });
});
