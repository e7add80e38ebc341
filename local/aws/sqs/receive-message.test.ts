import { beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { aQueueService, receive, receiveOne, START } from "./a-queue-service.ts";
import type { Sqs } from "./sqs.ts";

let clock: LocalClock;
let sqs: Sqs;

beforeEach(() => {
  clock = new LocalClock(START);
  sqs = aQueueService(clock);
});

describe("receiving", () => {
  it("hides a message for its visibility timeout, and no longer", async () => {
    sqs.send("work", "a");
    expect((await receiveOne(sqs)).Body).toBe("a");
    expect(sqs.depth("work")).toEqual({ ready: 0, inFlight: 1, delayed: 0 });
    await clock.advance(29_999);
    expect(await receive(sqs)).toEqual([]);
    await clock.advance(1);
    const again = await receiveOne(sqs, { AttributeNames: ["All"] });
    expect(again.Attributes).toEqual({
      SenderId: "123456789012",
      SentTimestamp: String(START),
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: String(START),
    });
  });

  it("takes as many as asked for, oldest first, for as long as asked for", async () => {
    for (let i = 0; i < 12; i += 1) sqs.send("work", String(i));
    const batch = await receive(sqs, { MaxNumberOfMessages: 10, VisibilityTimeout: 5 });
    expect(batch.map(({ Body }) => Body)).toEqual("0123456789".split(""));
    expect((await receive(sqs, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual([
      "10",
      "11",
    ]);
    await clock.advance(5_000);
    expect(sqs.depth("work")).toEqual({ ready: 10, inFlight: 2, delayed: 0 });
  });

  it("polls for as long as it is told, while the clock goes on", async () => {
    const polled = await clock.drive(() => receive(sqs, { WaitTimeSeconds: 20 }));
    expect(polled).toEqual([]);
    expect(clock.now()).toBe(START + 20_000);
  });

  it("polls for as long as the queue says, when nobody says otherwise", async () => {
    sqs.createQueue({ name: "patient", visibilityTimeoutSeconds: 30, receiveWaitSeconds: 7 });
    const QueueUrl = sqs.queueUrl("patient");
    await clock.drive(() => receive(sqs, { QueueUrl }));
    await clock.drive(() => receive(sqs, { QueueUrl, WaitTimeSeconds: 0 }));
    expect(clock.now()).toBe(START + 7_000);
  });

  it("wakes a poll when a message comes, becomes visible, or is handed back", async () => {
    clock.at(START + 4_000, () => sqs.send("work", "sent"));
    const sent = await clock.drive(() => receive(sqs, { WaitTimeSeconds: 20 }));
    expect([sent[0]?.Body, clock.now() - START]).toEqual(["sent", 4_000]);
    const expired = await clock.drive(() =>
      receive(sqs, { WaitTimeSeconds: 20, VisibilityTimeout: 9 }),
    );
    expect(expired).toEqual([]);
    const [timedOut] = await clock.drive(() => receive(sqs, { WaitTimeSeconds: 20 }));
    expect([timedOut?.Body, clock.now() - START]).toEqual(["sent", 34_000]);
  });

  it("hands a message to one of two polls, and wakes the other for the next", async () => {
    clock.at(START + 1_000, () => sqs.send("work", "a"));
    clock.at(START + 2_000, () => sqs.send("work", "b"));
    const polls = await clock.drive(() =>
      Promise.all([receive(sqs, { WaitTimeSeconds: 20 }), receive(sqs, { WaitTimeSeconds: 20 })]),
    );
    expect(polls.map(([message]) => message?.Body)).toEqual(["a", "b"]);
  });

  it("gives nothing to a poll whose caller went away", async () => {
    const leaving = new AbortController();
    const poll = sqs.operations.ReceiveMessage(
      { QueueUrl: sqs.queueUrl("work"), WaitTimeSeconds: 20 },
      { signal: leaving.signal },
    );
    leaving.abort();
    sqs.send("work", "a");
    expect(await poll).toEqual({});
    expect((await receiveOne(sqs)).Body).toBe("a");
  });

  it("forgets a message after the retention period, received or not", async () => {
    sqs.send("work", "a");
    await clock.advance(3_599_999);
    expect(sqs.peek("work")).toHaveLength(1);
    await clock.advance(1);
    expect([sqs.peek("work"), await receive(sqs)]).toEqual([[], []]);
  });

  it("hides a delayed message, by its own delay or the queue's", async () => {
    sqs.createQueue({ name: "late", visibilityTimeoutSeconds: 30, delaySeconds: 10 });
    sqs.send("late", "queue's");
    sqs.operations.SendMessage({
      QueueUrl: sqs.queueUrl("late"),
      MessageBody: "own",
      DelaySeconds: 3,
    });
    expect(sqs.depth("late")).toEqual({ ready: 0, inFlight: 0, delayed: 2 });
    const poll = () => receive(sqs, { QueueUrl: sqs.queueUrl("late"), WaitTimeSeconds: 20 });
    const [own] = await clock.drive(poll);
    const [queues] = await clock.drive(poll);
    expect([own?.Body, queues?.Body, clock.now() - START]).toEqual(["own", "queue's", 10_000]);
  });
});
