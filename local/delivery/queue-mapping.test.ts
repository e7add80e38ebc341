import { afterEach, describe, expect, it } from "vitest";
import { aDelivery, aMapping } from "./a-delivery.ts";
import { aQueueMapping, PLACE, type QueueReadingTest, VISIBLE_AFTER } from "./a-queue-mapping.ts";

const open: QueueReadingTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function reading(...args: Parameters<typeof aQueueMapping>): QueueReadingTest {
  const test = aQueueMapping(...args);
  open.push(test);
  return test;
}

describe("messages of a queue", () => {
  it("have the shape of Lambda's SQS events", async () => {
    const test = reading({}, "say(event);");
    let id: string | undefined;
    await test.run(() => {
      const text = { DataType: "String", StringValue: "x" };
      id = test.sqs.send("work", "hello", { FailureType: text });
    });
    const sent = String(Date.UTC(2026, 0, 5, 8));
    expect(test.said[0]?.said).toEqual({
      Records: [
        {
          messageId: id,
          receiptHandle: expect.stringMatching(/.+/),
          body: "hello",
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: sent,
            SenderId: "111122223333",
            ApproximateFirstReceiveTimestamp: sent,
          },
          messageAttributes: {
            FailureType: {
              stringValue: "x",
              stringListValues: [],
              binaryListValues: [],
              dataType: "String",
            },
          },
          md5OfBody: "5d41402abc4b2a76b9719d911017c592",
          md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/),
          eventSource: "aws:sqs",
          eventSourceARN: `${PLACE}:work`,
          awsRegion: "eu-central-1",
        },
      ],
    });
    expect(test.left("work")).toEqual([]);
  });

  it("are delivered at once, up to the batch size", async () => {
    const test = reading({ batchSize: 2 });
    await test.run(() => void test.send("a", "b", "c"));
    expect(test.said).toEqual([
      { at: 0, said: ["a#1", "b#1"] },
      { at: 0, said: ["c#1"] },
    ]);
  });

  it("wait for more as long as the window lasts, and no longer than until they are enough", async () => {
    const test = reading({ batchSize: 3, maximumBatchingWindowSeconds: 5 });
    await test.run(async () => {
      test.send("a");
      await test.clock.sleep(2_000);
      test.send("b");
      await test.clock.sleep(10_000);
      test.send("c", "d", "e", "f");
    });
    expect(test.said).toEqual([
      { at: 5_000, said: ["a#1", "b#1"] },
      { at: 12_000, said: ["c#1", "d#1", "e#1"] },
      { at: 17_000, said: ["f#1"] },
    ]);
  });

  it("fit an invocation", async () => {
    const test = reading({}, "say(event.Records.length);");
    await test.run(() => void test.send(...Array.from({ length: 7 }, () => "x".repeat(1_000_000))));
    expect(test.said.map(({ said }) => said)).toEqual([5, 2]);
  });

  it("that are delayed come when their time has come", async () => {
    const test = reading();
    const QueueUrl = test.sqs.queueUrl("work");
    await test.run(async () => {
      await test.sqs.operations.SendMessage({ QueueUrl, MessageBody: "a", DelaySeconds: 90 });
    });
    expect(test.said).toEqual([{ at: 90_000, said: ["a#1"] }]);
  });

  it("that were there before are delivered when reading begins", async () => {
    const test = reading();
    test.stop();
    test.send("a");
    await test.clock.advance(60_000);
    expect(test.said).toEqual([]);
    await test.run(() => void test.delivery.start());
    expect(test.said).toEqual([{ at: 60_000, said: ["a#1"] }]);
  });

  it("wait while as many batches are with the function as may be", async () => {
    const slow = "say(event.Records[0].body); await clock.sleep(2_000);";
    const test = reading({ batchSize: 1, maximumConcurrency: 2 }, slow);
    await test.run(() => void test.send("a", "b", "c", "d", "e"));
    expect(test.said.map(({ at }) => at)).toEqual([0, 0, 2_000, 2_000, 4_000]);
    expect(test.left("work")).toEqual([]);
  });
});

describe("a batch that fails", () => {
  it("comes again, as a whole where the function throws, when its visibility timeout ends", async () => {
    const test = reading({ reportBatchItemFailures: false });
    await test.run(() => void test.send("a", "b!1"));
    expect(test.said).toEqual([
      { at: 0, said: ["a#1", "b!1#1"] },
      { at: VISIBLE_AFTER, said: ["a#2", "b!1#2"] },
    ]);
    expect(test.left("work")).toEqual([]);
  });

  it("comes again without the messages that were not reported", async () => {
    const test = reading();
    await test.run(() => void test.send("a", "b!2", "c"));
    expect(test.said.map(({ said }) => said)).toEqual([
      ["a#1", "b!2#1", "c#1"],
      ["b!2#2"],
      ["b!2#3"],
    ]);
  });

  it("does not hold other messages", async () => {
    const test = reading();
    await test.run(async () => {
      test.send("a!!");
      await test.clock.sleep(1_000);
      test.send("b");
    });
    expect(test.said[1]).toEqual({ at: 1_000, said: ["b#1"] });
  });

  it("goes to the dead-letter queue when it was received as often as it may be", async () => {
    const test = reading();
    await test.run(() => void test.send("a!!", "b"));
    expect(test.said.map(({ said }) => said)).toEqual([["a!!#1", "b#1"], ["a!!#2"], ["a!!#3"]]);
    expect(test.left("work")).toEqual([]);
    expect(test.sqs.peek("dead")).toMatchObject([{ body: "a!!", receives: 3 }]);
  });

  it("is one, too, whose function ran out of time", async () => {
    const test = reading({}, "say(event.Records[0].body); await clock.sleep(10_000);", 2);
    await test.run(() => void test.send("a"));
    expect(test.said.map(({ at }) => at)).toEqual([0, VISIBLE_AFTER]);
    expect(test.left("dead")).toEqual(["a"]);
  });

  it.each([
    ["text", '"done"'],
    ["no list", '{ batchItemFailures: "a" }'],
    ["no identifier", "{ batchItemFailures: [{}] }"],
    ["an empty identifier", '{ batchItemFailures: [{ itemIdentifier: "" }] }'],
    ["an unknown message", '{ batchItemFailures: [{ itemIdentifier: "7" }] }'],
  ])("is the whole batch when the answer has %s", async (_, answer) => {
    const test = reading(
      {},
      `say(event.Records.length); if (!state.again) { state.again = 1; return ${answer}; }`,
    );
    await test.run(() => void test.send("a", "b"));
    expect(test.said.map(({ said }) => said)).toEqual([2, 2]);
  });

  it.each(["undefined", "null", "{}", "{ batchItemFailures: null }", "{ batchItemFailures: [] }"])(
    "is none when the answer is %s",
    async (answer) => {
      const test = reading({}, `say(1); return ${answer};`);
      await test.run(() => void test.send("a"));
      expect([test.said.length, test.left("work")]).toEqual([1, []]);
    },
  );
});

it("is refused where AWS would refuse it: a function that may run longer than its messages are hidden", () => {
  const queues = [{ name: "work", visibilityTimeoutSeconds: 2 }];
  const mappings = [aMapping({ sourceArn: `${PLACE}:work` })];
  expect(() => aDelivery("", { mappings, queues })).toThrow(
    "Mapping: the queue's visibility timeout (2 s) is less than the function's timeout (3 s)",
  );
});
