import { afterEach, expect, it } from "vitest";
import type { MappingDescription } from "../template/mapping.ts";
import {
  aDelivery,
  aMapping,
  type DeliveryUnderTest,
  QUEUE_ARN,
  STREAM_ARN,
} from "./a-delivery.ts";

const BUCKET_ARN = "arn:aws:s3:::failures";
const FAILS = 'say(context.awsRequestId); throw new Error("no");';
const UUID = "[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}";

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function failing(mapping: Partial<MappingDescription>, body = FAILS) {
  const test = aDelivery(body, { mappings: [aMapping({ onFailureArn: BUCKET_ARN, ...mapping })] });
  open.push(test);
  return {
    ...test,
    put: (...texts: string[]) => {
      for (const text of texts) test.delivery.streams.put(STREAM_ARN, text, "key");
    },
  };
}

function records(payload: unknown): string[] {
  const { Records } = JSON.parse(payload as string) as { Records: { kinesis: { data: string } }[] };
  return Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());
}

it("records that are given up lie in the bucket, whole, under the key that Lambda gives them", async () => {
  const test = failing({ maximumRetryAttempts: 1, reportBatchItemFailures: false });
  await test.run(() => test.put("a", "b"));
  const [object, ...others] = test.objects;
  expect(others).toEqual([]);
  expect(object?.bucketArn).toBe(BUCKET_ARN);
  expect(object?.key).toMatch(
    new RegExp(
      `^aws/lambda/${UUID}/shardId-000000000000/2026/01/05/2026-01-05T08\\.00\\.01-${UUID}$`,
    ),
  );
  const first = "49545115243490985018280067714973144582180062593244200961";
  expect(object?.body).toEqual({
    requestContext: {
      requestId: test.said.at(-1)?.said,
      functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:Fn",
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-01-05T08:00:01.000Z",
    KinesisBatchInfo: {
      shardId: "shardId-000000000000",
      startSequenceNumber: first,
      endSequenceNumber: String(BigInt(first) + 1n),
      approximateArrivalOfFirstRecord: "2026-01-05T08:00:00.000Z",
      approximateArrivalOfLastRecord: "2026-01-05T08:00:00.000Z",
      batchSize: 2,
      streamArn: STREAM_ARN,
    },
    payload: expect.any(String),
  });
  const payloads = test.objects.map(({ body }) => (body as { payload: unknown }).payload);
  expect(payloads.map(records)).toEqual([["a", "b"]]);
});

it("with bisect and reported failures only what failed lies there, and nothing is missing", async () => {
  const test = failing(
    { maximumRetryAttempts: 1, bisectBatchOnFunctionError: true },
    `const bad = event.Records.find(({ kinesis }) =>
      Buffer.from(kinesis.data, "base64").toString().startsWith("bad"));
    return { batchItemFailures: bad ? [{ itemIdentifier: bad.kinesis.sequenceNumber }] : [] };`,
  );
  await test.run(() => test.put("a", "bad1", "b", "c", "bad2"));
  const bodies = test.objects.map(
    ({ body }) => body as { payload: unknown; responseContext: object },
  );
  expect(bodies.flatMap(({ payload }) => records(payload))).toEqual(["bad1", "bad2"]);
  expect(bodies[0]?.responseContext).toMatchObject({ functionError: null });
});

it("a mapping has one id, whenever it gives up", async () => {
  const test = failing({ maximumRetryAttempts: 0, batchSize: 1, reportBatchItemFailures: false });
  await test.run(() => test.put("a", "b"));
  const ids = test.objects.map(({ key }) => key.split("/")[2]);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect(new Set(test.objects.map(({ key }) => key)).size).toBe(2);
});

it("records that are too old lie there as well, whether the function saw them or not", async () => {
  const test = failing({
    maximumRecordAgeSeconds: 60,
    batchSize: 1,
    reportBatchItemFailures: false,
  });
  await test.run(() => test.put("a", "b"));
  expect(test.objects.map(({ body }) => body)).toMatchObject([
    { requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 6 } },
    { requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 0 } },
  ]);
  expect(test.objects[1]?.body).not.toHaveProperty("responseContext");
});

it("a queue hears where they are in the stream, and does not get them", async () => {
  const test = failing({ onFailureArn: QUEUE_ARN, maximumRetryAttempts: 0 });
  await test.run(() => test.put("a"));
  expect(test.sent).toMatchObject([{ queueArn: QUEUE_ARN, body: { KinesisBatchInfo: {} } }]);
  expect(test.sent[0]?.body).not.toHaveProperty("payload");
});
