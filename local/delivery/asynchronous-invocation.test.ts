import { afterEach, expect, it } from "vitest";
import { aDelivery, type DeliveryUnderTest, FUNCTION_ARN, QUEUE_ARN } from "./a-delivery.ts";
import { DeliveryRefusedError } from "./refused.ts";

const FAILS = 'say([event, context.awsRequestId]); throw new RangeError("no");';

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function events(...args: Parameters<typeof aDelivery>): DeliveryUnderTest {
  const test = aDelivery(...args);
  open.push(test);
  return test;
}

it("invokes at once, and once when that succeeds", async () => {
  const test = events("say(event);");
  await test.run(() => test.delivery.asynchronous.invoke("Fn", '{"a":1}'));
  expect(test.said).toEqual([{ at: 0, said: { a: 1 } }]);
});

it("does not hold the sender", async () => {
  const test = events("await clock.sleep(1000); say(0);");
  await test.clock.drive(async () => {
    test.delivery.asynchronous.invoke("Fn", "{}");
    await test.clock.sleep(10);
  });
  expect([test.said.length, test.clock.now() % 1_000]).toEqual([0, 10]);
  await test.run(() => {});
  expect(test.said).toEqual([{ at: 1_000, said: 0 }]);
});

it("retries after one and two minutes, and tells the destination", async () => {
  const test = events(FAILS, { asynchronous: { onFailureArn: QUEUE_ARN } });
  await test.run(() => test.delivery.asynchronous.invoke("Fn", '{"a":1}'));
  expect(test.said.map(({ at }) => at)).toEqual([0, 60_000, 180_000]);
  const ids = new Set(test.said.map(({ said }) => (said as unknown[])[1]));
  const [requestId] = ids;
  expect(ids.size).toBe(1);
  expect(test.sent).toEqual([
    {
      queueArn: QUEUE_ARN,
      body: {
        version: "1.0",
        timestamp: "2026-01-05T08:03:00.000Z",
        requestContext: {
          requestId,
          functionArn: `${FUNCTION_ARN}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { a: 1 },
        responseContext: {
          statusCode: 200,
          executedVersion: "$LATEST",
          functionError: "Unhandled",
        },
        responsePayload: {
          errorType: "RangeError",
          errorMessage: "no",
          trace: expect.any(Array),
        },
      },
    },
  ]);
  expect(test.delivery.asynchronous.discarded).toEqual([
    { functionName: "Fn", requestId, condition: "RetriesExhausted" },
  ]);
});

it.each([
  [{ maximumRetryAttempts: 0 }, [0], "RetriesExhausted"],
  [{ maximumRetryAttempts: 1 }, [0, 60_000], "RetriesExhausted"],
  [{ maximumEventAgeSeconds: 90 }, [0, 60_000], "EventAgeExceeded"],
])("honours %j", async (asynchronous, attempts, condition) => {
  const test = events(FAILS, { asynchronous });
  await test.run(() => test.delivery.asynchronous.invoke("Fn", "{}"));
  expect(test.said.map(({ at }) => at)).toEqual(attempts);
  expect(test.delivery.asynchronous.discarded).toMatchObject([{ condition }]);
  expect(test.sent).toEqual([]);
});

it("sends only the event to a dead-letter queue", async () => {
  const asynchronous = { maximumRetryAttempts: 0, deadLetterArn: QUEUE_ARN };
  const test = events(FAILS, { asynchronous });
  await test.run(() => test.delivery.asynchronous.invoke("Fn", '{"a":1}'));
  expect(test.sent).toEqual([{ queueArn: QUEUE_ARN, body: { a: 1 } }]);
});

it("refuses what it cannot deliver", () => {
  const test = events("");
  const invoke = (name: string, payload: string) => () =>
    test.delivery.asynchronous.invoke(name, payload);
  expect(invoke("Nobody", "{}")).toThrow(DeliveryRefusedError);
  expect(invoke("Fn", "{")).toThrow("Could not parse request body into json");
  expect(invoke("Fn", `"${"x".repeat(1_048_576)}"`)).toThrow("must be smaller than 1048576 bytes");
  const asynchronous = { onFailureArn: "arn:aws:s3:::bucket" };
  expect(() => events("", { asynchronous })).toThrow("not to a queue");
});
