import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDelivery, type DeliveryUnderTest } from "./a-delivery.ts";
import type { Consumer, QueuedMessage } from "./queue-consumer.ts";

const PLACE = "arn:aws:sqs:eu-central-1:111122223333";

let test: DeliveryUnderTest;
let QueueUrl: string;
/** Body and virtual milliseconds since the start, when the worker was given it. */
let given: [string, number][];

beforeEach(() => {
  test = aDelivery("", {
    queues: [
      {
        name: "downloads",
        visibilityTimeoutSeconds: 60,
        redrive: { deadLetterArn: `${PLACE}:dead`, maxReceiveCount: 2 },
      },
      { name: "dead", visibilityTimeoutSeconds: 30 },
    ],
  });
  QueueUrl = test.sqs.queueUrl("downloads");
  given = [];
});

afterEach(() => test.close());

function consume(
  work: (message: QueuedMessage) => Promise<unknown> | unknown,
  concurrency = 1,
): Consumer {
  const start = test.clock.now();
  return test.delivery.consume(
    "downloads",
    async (message) => {
      given.push([message.body, test.clock.now() - start]);
      await work(message);
    },
    concurrency,
  );
}

function done({ receiptHandle: ReceiptHandle }: QueuedMessage): void {
  test.sqs.operations.DeleteMessage({ QueueUrl, ReceiptHandle });
}

function send(...bodies: string[]): void {
  for (const body of bodies) test.sqs.send("downloads", body);
}

describe("a worker", () => {
  it("is given each message with all that it needs, and deletes it", async () => {
    const seen: QueuedMessage[] = [];
    consume((message) => {
      seen.push(message);
      done(message);
    });
    await test.run(() => send("a"));
    expect(seen).toEqual([
      {
        messageId: expect.stringMatching(/^[\da-f-]{36}$/),
        receiptHandle: expect.stringMatching(/.+/),
        body: "a",
        attributes: expect.objectContaining({ ApproximateReceiveCount: "1" }),
      },
    ]);
    expect(test.sqs.peek("downloads")).toEqual([]);
  });

  it("has as many messages at once as it asked for", async () => {
    consume(async (message) => {
      await test.clock.sleep(10_000);
      done(message);
    }, 2);
    await test.run(() => send("a", "b", "c", "d", "e"));
    expect(given.map(([, at]) => at)).toEqual([0, 0, 10_000, 10_000, 20_000]);
  });

  it("keeps a message as long as it extends its visibility", async () => {
    consume(async (message) => {
      for (let i = 0; i < 10; i += 1) {
        await test.clock.sleep(30_000);
        const { receiptHandle: ReceiptHandle } = message;
        const VisibilityTimeout = 60;
        test.sqs.operations.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout });
      }
      done(message);
    }, 2);
    await test.run(() => send("a"));
    expect(given).toEqual([["a", 0]]);
    expect(test.sqs.peek("dead")).toEqual([]);
  });

  it("is given a message again that it kept too long or handed back, until it is dead", async () => {
    consume(({ body, receiptHandle: ReceiptHandle }) => {
      if (body !== "back") return;
      test.sqs.operations.ChangeMessageVisibility({
        QueueUrl,
        ReceiptHandle,
        VisibilityTimeout: 5,
      });
    });
    await test.run(() => send("kept", "back"));
    expect(given).toEqual([
      ["kept", 0],
      ["back", 0],
      ["back", 5_000],
      ["kept", 60_000],
    ]);
    expect(test.sqs.peek("dead").map(({ body }) => body)).toEqual(["back", "kept"]);
  });

  it("that throws keeps nobody waiting; the message comes again, and the error is told", async () => {
    const failure = new Error("a bug of the worker");
    let times = 0;
    consume((message) => {
      times += 1;
      if (times === 1) throw failure;
      done(message);
    });
    await test.run(() => send("a"));
    expect(given).toEqual([
      ["a", 0],
      ["a", 60_000],
    ]);
    expect(test.delivery.problems).toEqual([failure]);
  });

  it("that is stopped is given nothing more, and finishes what it has", async () => {
    const consumer = consume(async (message) => {
      await test.clock.sleep(1_000);
      done(message);
    });
    await test.run(async () => {
      send("a", "b");
      await test.clock.sleep(500);
      consumer.stop();
    });
    expect(given).toEqual([["a", 0]]);
    expect(test.sqs.peek("downloads").map(({ body }) => body)).toEqual(["b"]);
  });

  it("sees a message twice where SQS delivers it twice", async () => {
    test.delivery.faults.queues.set({ duplicate: 1 });
    consume(done);
    await test.run(() => send("a"));
    expect(given.map(([body]) => body)).toEqual(["a", "a"]);
    expect(test.sqs.peek("downloads")).toEqual([]);
  });
});

it("time does not pass while a message is ready and the worker has room", async () => {
  const seen: string[] = [];
  test.clock.at(test.clock.now() + 1, () => seen.push("time went on"));
  consume(async (message) => {
    // Turns of the event loop, as real I/O takes them.
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
    seen.push(message.body);
    done(message);
  });
  await test.run(async () => {
    send("a", "b", "c");
    await test.clock.sleep(10);
  });
  expect(seen).toEqual(["a", "b", "c", "time went on"]);
});
