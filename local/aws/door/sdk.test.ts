import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aDoor, type TestDoor } from "./a-door.ts";

const START = Date.UTC(2026, 0, 5, 8);
const MACHINE = "arn:aws:states:ap-southeast-2:123456789012:stateMachine:m";

let clock: LocalClock;
let door: TestDoor;

beforeEach(async () => {
  clock = new LocalClock(START);
  door = await aDoor(clock);
});

afterEach(() => door.close());

describe("through the AWS SDK", () => {
  it("serves DynamoDB", async () => {
    const client = new DynamoDBClient(door.settings);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  it("serves Step Functions, its answers and its errors", async () => {
    const client = new SFNClient(door.settings);
    const started = await client.send(
      new StartExecutionCommand({ stateMachineArn: MACHINE, name: "x" }),
    );
    expect(started).toMatchObject({ executionArn: `${MACHINE}:x`, startDate: new Date(START) });
    expect(started.$metadata.requestId).toMatch(/^[\da-f-]{36}$/);
    const unknown = client.send(new DescribeExecutionCommand({ executionArn: MACHINE }));
    await expect(unknown).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
      message: "no such execution",
    });
  });

  it("serves SQS: digests, long polls on the clock", async () => {
    const client = new SQSClient(door.settings);
    const QueueUrl = door.sqs.queueUrl("work");
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: "héllo",
        MessageAttributes: { a: { DataType: "String", StringValue: "b" } },
      }),
    );
    const poll = new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds: 20,
      MessageAttributeNames: ["All"],
    });
    const { Messages } = await client.send(poll);
    expect(Messages).toMatchObject([{ Body: "héllo", MessageAttributes: { a: {} } }]);
    const polled = client.send(poll);
    await calledTimes("sqs.ReceiveMessage", 2);
    await clock.advance(20_000);
    expect((await polled).Messages).toBeUndefined();
  });

  it("leaves a message to the next when a long poll is given up", async () => {
    const client = new SQSClient(door.settings);
    const QueueUrl = door.sqs.queueUrl("work");
    const leaving = new AbortController();
    const given = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: leaving.signal,
    });
    await calledTimes("sqs.ReceiveMessage", 1);
    leaving.abort();
    await expect(given).rejects.toMatchObject({ name: "AbortError" });
    await clock.settle();
    door.sqs.send("work", "a");
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages).toHaveLength(1);
  });

  it.each([
    ["balance"],
    ["balance:$LATEST"],
    ["123456789012:function:balance"],
    ["arn:aws:lambda:ap-southeast-2:123456789012:function:balance:live"],
  ])("invokes %s", async (FunctionName) => {
    const fault = door.faults.add({
      service: "lambda",
      function: "balance",
      fault: { kind: "slow", milliseconds: 0 },
    });
    const client = new LambdaClient(door.settings);
    const answer = await client.send(
      new InvokeCommand({ FunctionName, Payload: '{"a":1}', LogType: "Tail" }),
    );
    expect(answer.Payload?.transformToString()).toBe('{"a":1}');
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    const log = Buffer.from(answer.LogResult ?? "", "base64");
    expect([log.length, log.toString().endsWith("xend")]).toEqual([4_096, true]);
    expect(door.invoked).toEqual([[FunctionName, '{"a":1}', { type: "RequestResponse" }]]);
    expect(fault.hits).toBe(1);
  });

  it("invokes without waiting, without a payload, and not at all", async () => {
    const client = new LambdaClient(door.settings);
    const send = async (InvocationType: "Event" | "DryRun") => {
      const input = { FunctionName: "f", Qualifier: "live", InvocationType };
      const answer = await client.send(new InvokeCommand(input));
      return [answer.StatusCode, answer.Payload?.transformToString() ?? ""];
    };
    expect([await send("Event"), await send("DryRun")]).toEqual([
      [202, ""],
      [204, ""],
    ]);
    expect(door.invoked).toEqual([
      ["f", "{}", { type: "Event", qualifier: "live" }],
      ["f", "{}", { type: "DryRun", qualifier: "live" }],
    ]);
  });

  it("tells a failed function from one that is not there", async () => {
    const client = new LambdaClient(door.settings);
    const failed = await client.send(new InvokeCommand({ FunctionName: "broken" }));
    expect(failed.FunctionError).toBe("Unhandled");
    const missing = client.send(new InvokeCommand({ FunctionName: "nobody" }));
    await expect(missing).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Function not found: nobody",
    });
    const wrong = client.send(new InvokeCommand({ FunctionName: "f", Payload: "{" }));
    await expect(wrong).rejects.toMatchObject({ name: "InvalidRequestContentException" });
    const huge = new InvokeCommand({
      FunctionName: "f",
      InvocationType: "Event",
      Payload: `"${"x".repeat(1_048_576)}"`,
    });
    await expect(client.send(huge)).rejects.toMatchObject({ name: "RequestTooLargeException" });
  });
});

/** Until the door has had so many calls. */
async function calledTimes(operation: string, times: number): Promise<void> {
  while ((door.faults.calls.get(operation) ?? 0) < times) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
