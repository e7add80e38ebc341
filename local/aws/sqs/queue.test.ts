import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aQueueService, receive, receiveOne, refusal, START } from "./a-queue-service.ts";
import type { Sqs } from "./sqs.ts";

const WORK = "http://127.0.0.1:4566/123456789012/work";

let clock: LocalClock;
let sqs: Sqs;

beforeEach(() => {
  clock = new LocalClock(START);
  sqs = aQueueService(clock);
});

describe("deleting and handing back", () => {
  it("gives a new handle each time, and only the last one deletes", async () => {
    sqs.send("work", "a");
    const old = await receiveOne(sqs);
    await clock.advance(30_000);
    const current = await receiveOne(sqs);
    expect(current.ReceiptHandle).not.toBe(old.ReceiptHandle);
    sqs.operations.DeleteMessage({ QueueUrl: WORK, ReceiptHandle: old.ReceiptHandle });
    expect(sqs.peek("work")).toHaveLength(1);
    sqs.operations.DeleteMessage({ QueueUrl: WORK, ReceiptHandle: current.ReceiptHandle });
    sqs.operations.DeleteMessage({ QueueUrl: WORK, ReceiptHandle: current.ReceiptHandle });
    expect(sqs.peek("work")).toEqual([]);
  });

  it("extends and ends a message's visibility timeout", async () => {
    sqs.send("work", "a");
    const { ReceiptHandle } = await receiveOne(sqs);
    const change = (VisibilityTimeout: number) =>
      sqs.operations.ChangeMessageVisibility({ QueueUrl: WORK, ReceiptHandle, VisibilityTimeout });
    await clock.advance(29_000);
    change(30);
    await clock.advance(29_999);
    expect(sqs.depth("work").inFlight).toBe(1);
    change(0);
    expect(sqs.depth("work").ready).toBe(1);
    expect(await refusal(() => change(30))).toBe("MessageNotInflight");
    await receiveOne(sqs);
    expect(await refusal(() => change(30))).toBe("InvalidParameterValueException");
  });

  it("moves a message away that was received too often, with its age and its source", async () => {
    const id = sqs.send("work", "a");
    for (let i = 0; i < 2; i += 1) {
      await receiveOne(sqs);
      await clock.advance(30_000);
    }
    expect(sqs.peek("dead")).toEqual([]);
    expect(await receive(sqs)).toEqual([]);
    expect(sqs.peek("work")).toEqual([]);
    const [dead] = await receive(sqs, {
      QueueUrl: sqs.queueUrl("dead"),
      MessageSystemAttributeNames: ["All"],
    });
    expect(dead).toMatchObject({
      MessageId: id,
      Body: "a",
      Attributes: {
        SentTimestamp: String(START),
        DeadLetterQueueSourceArn: "arn:aws:sqs:ap-southeast-2:123456789012:work",
      },
    });
  });

  it("never loses a message, nor has it in two hands at once", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("send" as const) }),
      fc.record({ do: fc.constant("receive" as const), most: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ do: fc.constant("delete" as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant("hand back" as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const time = new LocalClock(START);
        const queues = aQueueService(time);
        const sent = new Set<string>();
        const deleted = new Set<string>();
        const hands = new Map<string, { handle: string; until: number }>();
        for (const move of steps) {
          if (move.do === "send") sent.add(queues.send("work", "x"));
          if (move.do === "wait") await time.advance(move.seconds * 1_000);
          if (move.do === "receive") {
            const messages = await receive(queues, { MaxNumberOfMessages: move.most });
            for (const { MessageId, ReceiptHandle } of messages) {
              expect(hands.get(MessageId)?.until ?? 0).toBeLessThanOrEqual(time.now());
              expect(deleted.has(MessageId)).toBe(false);
              hands.set(MessageId, { handle: ReceiptHandle, until: time.now() + 30_000 });
            }
          }
          const held = "which" in move ? [...hands][move.which] : undefined;
          if (!held) continue;
          const [id, { handle, until }] = held;
          if (move.do === "delete") {
            const dead = queues.peek("dead").some((message) => message.id === id);
            queues.operations.DeleteMessage({ QueueUrl: WORK, ReceiptHandle: handle });
            if (!dead) deleted.add(id);
          }
          if (move.do === "hand back" && until > time.now() && !deleted.has(id)) {
            queues.operations.ChangeMessageVisibility({
              QueueUrl: WORK,
              ReceiptHandle: handle,
              VisibilityTimeout: 0,
            });
            hands.set(id, { handle, until: time.now() });
          }
        }
        const left = [...queues.peek("work"), ...queues.peek("dead")].map(({ id }) => id);
        expect(new Set([...left, ...deleted])).toEqual(sent);
        expect(left.length + deleted.size).toBe(sent.size);
        for (const { receives } of queues.peek("work")) expect(receives).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  });
});
