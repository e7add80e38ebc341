import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aQueueService, receive, receiveOne, refusal, START } from "./a-queue-service.ts";
import { LARGEST_MESSAGE } from "./message.ts";
import type { Sqs } from "./sqs.ts";

const WORK = "http://127.0.0.1:4566/123456789012/work";
const NOWHERE = "http://127.0.0.1:4566/123456789012/nowhere";
const SUPPORT = new URL("../../SUPPORT.md", import.meta.url);

let clock: LocalClock;
let sqs: Sqs;

beforeEach(() => {
  clock = new LocalClock(START);
  sqs = aQueueService(clock);
});

describe("what is sent", () => {
  it("answers with the digests that SDKs check", () => {
    const attribute = (StringValue: string) => ({ DataType: "Number", StringValue });
    // Known digests of single attributes, as AWS computes them.
    const digests = ["1493147359900", "1493147359901"].map((value) =>
      sqs.operations.SendMessage({
        QueueUrl: WORK,
        MessageBody: "derp",
        MessageAttributes: { timestamp: attribute(value) },
      }),
    );
    expect(digests).toMatchObject([
      {
        MD5OfMessageBody: "58fd9edd83341c29f1aebba81c31e257",
        MD5OfMessageAttributes: "235c5c510d26fb653d073faed50ae77c",
      },
      { MD5OfMessageAttributes: "994258b45346a2cc3f9cbb611aa7af30" },
    ]);
  });

  it("returns the message attributes that are asked for, and their digest", async () => {
    const attributes = {
      "job.id": { DataType: "String", StringValue: "7" },
      "job.raw": { DataType: "Binary", BinaryValue: "AQI=" },
      other: { DataType: "Number", StringValue: "1" },
    };
    sqs.send("work", "a", attributes);
    const ask = async (...names: string[]) => {
      const message = await receiveOne(sqs, { MessageAttributeNames: names, VisibilityTimeout: 0 });
      return Object.keys(message.MessageAttributes ?? {});
    };
    expect(await ask("job.*")).toEqual(["job.id", "job.raw"]);
    expect(await ask("other")).toEqual(["other"]);
    sqs.send("dead", "a", attributes);
    const [all] = await receive(sqs, {
      QueueUrl: sqs.queueUrl("dead"),
      MessageAttributeNames: ["All"],
    });
    expect(all?.MessageAttributes).toEqual(attributes);
    const [none] = await receive(sqs, { QueueUrl: sqs.queueUrl("dead"), VisibilityTimeout: 0 });
    expect(none?.MD5OfMessageAttributes).toBeUndefined();
  });

  it("sends and deletes a batch entry by entry", async () => {
    const sent = sqs.operations.SendMessageBatch({
      QueueUrl: WORK,
      Entries: [
        { Id: "good", MessageBody: "a" },
        { Id: "bad", MessageBody: "\u0000" },
        { Id: "none" },
      ],
    });
    expect(sent).toMatchObject({
      Successful: [{ Id: "good" }],
      Failed: [
        { Id: "bad", Code: "InvalidMessageContents", SenderFault: true },
        { Id: "none", Code: "MissingRequiredParameterException", SenderFault: true },
      ],
    });
    const { ReceiptHandle } = await receiveOne(sqs);
    const deleted = sqs.operations.DeleteMessageBatch({
      QueueUrl: WORK,
      Entries: [
        { Id: "1", ReceiptHandle },
        { Id: "2", ReceiptHandle: "nonsense" },
      ],
    });
    expect(deleted).toMatchObject({
      Successful: [{ Id: "1" }],
      Failed: [{ Id: "2", Code: "ReceiptHandleIsInvalid" }],
    });
    expect(sqs.peek("work")).toEqual([]);
  });

  it("tells about a queue, and empties it", () => {
    sqs.send("work", "a");
    const about = sqs.operations.GetQueueAttributes({ QueueUrl: WORK, AttributeNames: ["All"] });
    expect(about).toMatchObject({
      Attributes: {
        QueueArn: "arn:aws:sqs:ap-southeast-2:123456789012:work",
        ApproximateNumberOfMessages: "1",
        VisibilityTimeout: "30",
        MessageRetentionPeriod: "3600",
        RedrivePolicy: expect.stringContaining('"maxReceiveCount":2'),
      },
    });
    expect(sqs.operations.ListQueues({ QueueNamePrefix: "w" })).toEqual({ QueueUrls: [WORK] });
    expect(sqs.operations.GetQueueUrl({ QueueName: "dead" })).toEqual({
      QueueUrl: sqs.queueUrl("dead"),
    });
    sqs.operations.PurgeQueue({ QueueUrl: WORK });
    expect(sqs.peek("work")).toEqual([]);
  });
});

describe("what is refused", () => {
  const entries = (...ids: string[]) => ids.map((Id) => ({ Id, MessageBody: "x" }));
  const attribute = (name: string, DataType: string, StringValue: string) => ({
    MessageBody: "x",
    MessageAttributes: { [name]: { DataType, StringValue } },
  });

  it.each([
    ["QueueDoesNotExist", "SendMessage", { QueueUrl: NOWHERE, MessageBody: "x" }],
    ["QueueDoesNotExist", "PurgeQueue", { QueueUrl: "http://127.0.0.1:4566/999999999999/work" }],
    ["InvalidAddress", "SendMessage", { QueueUrl: "work", MessageBody: "x" }],
    ["MissingRequiredParameterException", "SendMessage", {}],
    ["MissingRequiredParameterException", "SendMessage", { MessageBody: "" }],
    ["InvalidMessageContents", "SendMessage", { MessageBody: "\uD800" }],
    [
      "InvalidParameterValueException",
      "SendMessage",
      { MessageBody: "x".repeat(LARGEST_MESSAGE + 1) },
    ],
    ["InvalidParameterValueException", "SendMessage", { MessageBody: "x", DelaySeconds: 901 }],
    ["InvalidParameterValueException", "SendMessage", attribute("AWS.x", "String", "y")],
    ["InvalidParameterValueException", "SendMessage", attribute("x", "Text", "y")],
    ["InvalidParameterValueException", "SendMessage", attribute("x", "String", "")],
    ["InvalidParameterValueException", "SendMessage", attribute("x", "Number", "12x")],
    ["InvalidParameterValueException", "SendMessage", attribute("x", "Number.int", "0x12")],
    ["UnsupportedOperation", "SendMessage", { MessageBody: "x", MessageGroupId: "g" }],
    ["EmptyBatchRequest", "SendMessageBatch", { Entries: [] }],
    ["BatchEntryIdsNotDistinct", "SendMessageBatch", { Entries: entries("a", "a") }],
    ["InvalidBatchEntryId", "SendMessageBatch", { Entries: entries("a b") }],
    ["TooManyEntriesInBatchRequest", "SendMessageBatch", { Entries: entries(..."abcdefghijk") }],
    [
      "BatchRequestTooLong",
      "SendMessageBatch",
      {
        Entries: ["a", "b"].map((Id) => ({ Id, MessageBody: "x".repeat(LARGEST_MESSAGE / 2 + 1) })),
      },
    ],
    ["InvalidParameterValueException", "ReceiveMessage", { MaxNumberOfMessages: 11 }],
    ["InvalidParameterValueException", "ReceiveMessage", { WaitTimeSeconds: 21 }],
    ["ReceiptHandleIsInvalid", "DeleteMessage", { ReceiptHandle: "nonsense" }],
    ["InvalidAttributeName", "GetQueueAttributes", { AttributeNames: ["Colour"] }],
  ])("%s: %s %j", async (name, operation, input) => {
    const call = () => sqs.operations[operation]?.({ QueueUrl: WORK, ...input });
    expect(await refusal(call)).toBe(name);
    expect(sqs.peek("work")).toEqual([]);
  });

  it("a queue that nobody declared, by name too", async () => {
    const call = () => sqs.operations.GetQueueUrl({ QueueName: "nowhere" });
    expect(await refusal(call)).toBe("QueueDoesNotExist");
  });
});

describe("local/SUPPORT.md", () => {
  it("lists every operation and no other", () => {
    const section = readFileSync(SUPPORT, "utf8")
      .split(/^## /m)
      .find((part) => part.startsWith("SQS"));
    const listed = [...(section ?? "").matchAll(/^\| `(\w+)` \|/gm)].map((row) => row[1]);
    expect(listed).toEqual(Object.keys(sqs.operations));
  });
});
