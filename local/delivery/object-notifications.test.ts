import { afterEach, describe, expect, it } from "vitest";
import type { CreatedObject } from "../aws/s3/store.ts";
import type { BucketNotifications } from "../template/notifications.ts";
import { aDelivery, aRule, type DeliveryUnderTest, FUNCTION_ARN, QUEUE_ARN } from "./a-delivery.ts";

const START = Date.UTC(2026, 0, 5, 8);
const SAYS_KEY = "say(event.Records[0].s3.object.key);";

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const to = (arn: string, more: Partial<BucketNotifications["targets"][number]> = {}) => ({
  logicalId: "Recordings",
  arn,
  events: ["s3:ObjectCreated:*"],
  prefix: "",
  suffix: "",
  ...more,
});

function telling(body: string, ...args: Parameters<typeof to>[]): DeliveryUnderTest {
  return delivering(body, {
    notifications: [
      { bucket: "recordings", eventBridge: false, targets: args.map((one) => to(...one)) },
    ],
  });
}

function delivering(...args: Parameters<typeof aDelivery>): DeliveryUnderTest {
  const test = aDelivery(...args);
  open.push(test);
  return test;
}

function anObject(overrides: Partial<CreatedObject> = {}): CreatedObject {
  const etag = "5d41402abc4b2a76b9719d911017c592";
  const key = "connect/a b/c1_20260105T08:00_UTC.wav";
  return { bucket: "recordings", key, size: 5, etag, at: START, reason: "PutObject", ...overrides };
}

describe("a function", () => {
  it("is told of an object, its key encoded as in a form", async () => {
    const test = telling("say(event);", [FUNCTION_ARN]);
    await test.run(() => test.delivery.objects.created(anObject()));
    expect(test.said[0]?.said).toMatchObject({
      Records: [
        {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "eu-central-1",
          eventTime: "2026-01-05T08:00:00.000Z",
          eventName: "ObjectCreated:Put",
          s3: {
            s3SchemaVersion: "1.0",
            bucket: { name: "recordings", arn: "arn:aws:s3:::recordings" },
            object: {
              key: "connect/a+b/c1_20260105T08%3A00_UTC.wav",
              size: 5,
              eTag: "5d41402abc4b2a76b9719d911017c592",
              sequencer: expect.stringMatching(/^[\dA-F]{18}$/),
            },
          },
        },
      ],
    });
  });

  it("is told of what its filter lets through", async () => {
    const test = telling(SAYS_KEY, [
      FUNCTION_ARN,
      { prefix: "in/", suffix: ".wav", events: ["s3:ObjectCreated:CompleteMultipartUpload"] },
    ]);
    const reason = "CompleteMultipartUpload";
    await test.run(() => {
      test.delivery.objects.created(anObject({ key: "in/a.wav", reason }));
      test.delivery.objects.created(anObject({ key: "in/put.wav" }));
      test.delivery.objects.created(anObject({ key: "in/a.zip", reason }));
      test.delivery.objects.created(anObject({ key: "out/a.wav", reason }));
      test.delivery.objects.created(anObject({ key: "in/b.wav", reason, bucket: "other" }));
    });
    expect(test.said.map(({ said }) => said)).toEqual(["in/a.wav"]);
  });

  it("is told again while it fails, as of any asynchronous event", async () => {
    const test = telling(`${SAYS_KEY} throw new Error("no");`, [FUNCTION_ARN]);
    await test.run(() => test.delivery.objects.created(anObject()));
    expect(test.said.map(({ at }) => at)).toEqual([0, 60_000, 180_000]);
  });

  it("may be told twice, and late", async () => {
    const test = telling(SAYS_KEY, [FUNCTION_ARN]);
    test.delivery.faults.objects.set({ duplicate: 1 });
    await test.run(() => test.delivery.objects.created(anObject()));
    expect(test.said).toHaveLength(2);
    test.delivery.faults.objects.set({ reorder: 1, longestDelayMs: 0 });
    await test.run(() => {
      test.delivery.objects.created(anObject({ key: "first" }));
      test.delivery.faults.objects.set({});
      test.delivery.objects.created(anObject({ key: "second" }));
    });
    expect(test.said.slice(2).map(({ said }) => said)).toEqual(["second", "first"]);
  });
});

it("a queue is told, too", async () => {
  const test = telling("", [QUEUE_ARN]);
  await test.run(() => test.delivery.objects.created(anObject({ key: "a" })));
  expect(test.sent).toMatchObject([
    { queueArn: QUEUE_ARN, body: { Records: [{ s3: { object: { key: "a" } } }] } },
  ]);
});

it("the event bus is told where the bucket says so, its key as it is", async () => {
  const eventPattern = {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: ["recordings"] }, object: { key: [{ prefix: "connect/" }] } },
  };
  const test = delivering("say(event);", {
    rules: [aRule({ eventPattern })],
    notifications: [{ bucket: "recordings", eventBridge: true, targets: [] }],
  });
  await test.run(() => {
    test.delivery.objects.created(anObject());
    test.delivery.objects.created(anObject({ bucket: "quiet" }));
  });
  expect(test.said.map(({ said }) => said)).toEqual([
    {
      version: "0",
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      "detail-type": "Object Created",
      source: "aws.s3",
      account: "111122223333",
      time: "2026-01-05T08:00:00Z",
      region: "eu-central-1",
      resources: ["arn:aws:s3:::recordings"],
      detail: {
        version: "0",
        bucket: { name: "recordings" },
        object: {
          key: "connect/a b/c1_20260105T08:00_UTC.wav",
          size: 5,
          etag: "5d41402abc4b2a76b9719d911017c592",
          sequencer: expect.stringMatching(/^[\dA-F]{18}$/),
        },
        "request-id": expect.stringMatching(/^[\dA-F]{16}$/),
        requester: "111122223333",
        "source-ip-address": "127.0.0.1",
        reason: "PutObject",
      },
    },
  ]);
});

it("refuses what it cannot tell, and what does not happen here", () => {
  expect(() => telling("", ["arn:aws:sns:eu-central-1:111122223333:t"])).toThrow(
    "Recordings: arn:aws:sns:eu-central-1:111122223333:t is no function and no queue",
  );
  expect(() => telling("", [FUNCTION_ARN, { events: ["s3:ObjectRemoved:*"] }])).toThrow(
    "Recordings: s3:ObjectRemoved:*: only ObjectCreated",
  );
});
