import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { MappingDescription } from "../template/mapping.ts";
import { aDelivery, aMapping, type DeliveryUnderTest, STREAM_ARN } from "./a-delivery.ts";

/**
 * Says the texts of its batch. A text `a!2` fails twice; `a!!` fails always. With `batchItemFailures`
 * each failure is reported; without, the function throws.
 */
const FUNCTION = (reports: boolean) => `
  const records = event.Records.map(({ kinesis }) => ({
    id: kinesis.sequenceNumber,
    text: Buffer.from(kinesis.data, "base64").toString(),
  }));
  say(records.map(({ text }) => text));
  const failed = records.filter(({ id, text }) => {
    const [, times] = text.split("!");
    state[id] = (state[id] ?? 0) + 1;
    return times === "" || state[id] <= Number(times ?? 0);
  });
  if (${!reports} && failed.length > 0) throw new Error("failed");
  return { batchItemFailures: failed.map(({ id }) => ({ itemIdentifier: id })) };`;

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function reading(mapping: Partial<MappingDescription> = {}, body?: string) {
  const { reportBatchItemFailures = true } = mapping;
  const test = aDelivery(body ?? FUNCTION(reportBatchItemFailures), {
    mappings: [aMapping(mapping)],
  });
  open.push(test);
  return {
    ...test,
    put: (...texts: readonly string[]) => {
      for (const text of texts) test.delivery.streams.put(STREAM_ARN, text, "key");
    },
  };
}

describe("batches", () => {
  it("have the shape of Lambda's Kinesis events", async () => {
    const test = reading({}, "say(event);");
    await test.run(() => test.put("äöü"));
    const [id] = ["49545115243490985018280067714973144582180062593244200961"];
    expect(test.said[0]?.said).toEqual({
      Records: [
        {
          kinesis: {
            kinesisSchemaVersion: "1.0",
            partitionKey: "key",
            sequenceNumber: id,
            data: Buffer.from("äöü").toString("base64"),
            approximateArrivalTimestamp: Date.UTC(2026, 0, 5, 8) / 1_000,
          },
          eventSource: "aws:kinesis",
          eventVersion: "1.0",
          eventID: `shardId-000000000000:${id}`,
          eventName: "aws:kinesis:record",
          invokeIdentityArn: "arn:aws:iam::111122223333:role/lambda-role",
          awsRegion: "eu-central-1",
          eventSourceARN: STREAM_ARN,
        },
      ],
    });
  });

  it("are delivered at once, up to the batch size", async () => {
    const test = reading({ batchSize: 2 });
    await test.run(() => test.put("a", "b", "c", "d", "e"));
    expect(test.said).toEqual([
      { at: 0, said: ["a", "b"] },
      { at: 0, said: ["c", "d"] },
      { at: 0, said: ["e"] },
    ]);
  });

  it("wait for more as long as the window lasts, and no longer than until they are full", async () => {
    const test = reading({ batchSize: 3, maximumBatchingWindowSeconds: 5 });
    await test.run(async () => {
      test.put("a");
      await test.clock.sleep(2_000);
      test.put("b");
      await test.clock.sleep(10_000);
      test.put("c", "d", "e", "f");
    });
    expect(test.said).toEqual([
      { at: 5_000, said: ["a", "b"] },
      { at: 12_000, said: ["c", "d", "e"] },
      { at: 17_000, said: ["f"] },
    ]);
  });

  it("fit an invocation", async () => {
    const test = reading({}, "say(event.Records.length);");
    await test.run(() => test.put(...Array.from({ length: 6 }, () => "x".repeat(1_000_000))));
    expect(test.said.map(({ said }) => said)).toEqual([4, 2]);
    expect(test.delivery.problems).toEqual([]);
  });
});

describe("a batch that fails", () => {
  it("is retried from the first reported record, after growing pauses", async () => {
    const test = reading();
    await test.run(() => test.put("a", "b!2", "c"));
    expect(test.said).toEqual([
      { at: 0, said: ["a", "b!2", "c"] },
      { at: 1_000, said: ["b!2", "c"] },
      { at: 3_000, said: ["b!2", "c"] },
    ]);
  });

  it("holds what comes after it in the shard", async () => {
    const test = reading({ batchSize: 1 });
    await test.run(() => test.put("a!1", "b"));
    expect(test.said.map(({ said }) => said)).toEqual([["a!1"], ["a!1"], ["b"]]);
  });

  it("is discarded when the retries are used up, and the shard goes on", async () => {
    const test = reading({ batchSize: 2, maximumRetryAttempts: 2 });
    await test.run(() => test.put("a!!", "b", "c"));
    expect(test.said.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 3_000]);
    expect(test.said.at(-1)?.said).toEqual(["c"]);
    expect(test.delivery.streams.discarded).toMatchObject([
      { mapping: "Mapping", functionName: "Fn", reason: "RetryAttemptsExhausted" },
    ]);
    expect(test.delivery.streams.discarded[0]?.records).toHaveLength(2);
  });

  it("is retried until its records are too old", async () => {
    const test = reading({ maximumRecordAgeSeconds: 60 });
    await test.run(() => test.put("a!!"));
    expect(test.said.map(({ at }) => at / 1_000)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(test.delivery.streams.discarded).toMatchObject([{ reason: "RecordAgeExceeded" }]);
  });

  it("is retried for a day where nothing bounds it", async () => {
    const test = reading();
    await test.run(() => test.put("a!!"));
    expect(test.clock.now()).toBeGreaterThan(Date.UTC(2026, 0, 6, 8));
  });

  it("is split where the mapping bisects, which uses up no retries", async () => {
    const test = reading({
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 1,
      reportBatchItemFailures: false,
    });
    await test.run(() => test.put("a", "b", "c!!", "d"));
    expect(test.said.map(({ said }) => (said as string[]).join(" "))).toEqual([
      "a b c!! d",
      "a b",
      "c!! d",
      "c!!",
      "c!!",
      "d",
    ]);
    expect(test.delivery.streams.discarded.map(({ records }) => records.length)).toEqual([1]);
  });

  it.each([
    ["text", '"done"'],
    ["no list", '{ batchItemFailures: "a" }'],
    ["no identifier", "{ batchItemFailures: [{}] }"],
    ["an empty identifier", '{ batchItemFailures: [{ itemIdentifier: "" }] }'],
    ["an unknown record", '{ batchItemFailures: [{ itemIdentifier: "7" }] }'],
  ])("is the whole batch when the answer has %s", async (_, answer) => {
    const test = reading(
      {},
      `say(event.Records.length); if (!state.again) { state.again = 1; return ${answer}; }`,
    );
    await test.run(() => test.put("a", "b"));
    expect(test.said.map(({ said }) => said)).toEqual([2, 2]);
  });

  it.each(["undefined", "null", "{}", "{ batchItemFailures: null }", "{ batchItemFailures: [] }"])(
    "is none when the answer is %s",
    async (answer) => {
      const test = reading({}, `say(1); return ${answer};`);
      await test.run(() => test.put("a"));
      expect(test.said).toHaveLength(1);
    },
  );
});

it("loses nothing and keeps the order, whatever fails", async () => {
  const mapping = fc.record({
    batchSize: fc.integer({ min: 1, max: 7 }),
    maximumBatchingWindowSeconds: fc.constantFrom(0, 3),
    bisectBatchOnFunctionError: fc.boolean(),
    reportBatchItemFailures: fc.boolean(),
    maximumRetryAttempts: fc.integer({ min: 0, max: 4 }),
  });
  const puts = fc.array(
    fc.record({ fails: fc.constantFrom("", "", "", "!1", "!3", "!!"), after: fc.nat(4_000) }),
    { minLength: 1, maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(mapping, puts, async (properties, records) => {
      const test = reading(properties);
      await test.run(async () => {
        for (const [index, { fails, after }] of records.entries()) {
          test.put(`${index}${fails}`);
          await test.clock.sleep(after);
        }
      });
      const firstSeen = [...new Set(test.said.flatMap(({ said }) => said as string[]))];
      expect(firstSeen).toEqual(records.map(({ fails }, index) => `${index}${fails}`));
      for (const { said } of test.said) {
        expect((said as string[]).length).toBeLessThanOrEqual(properties.batchSize);
      }
      const given = test.delivery.streams.discarded.flatMap((batch) => batch.records);
      const texts = given.map(({ data }) => Buffer.from(data, "base64").toString());
      for (const text of firstSeen) {
        const seen = test.said.filter(({ said }) => (said as string[]).includes(text)).length;
        const [, fails = "0"] = text.split("!");
        const succeeded = fails !== "" && seen > Number(fails);
        expect([text, succeeded || texts.includes(text)]).toEqual([text, true]);
      }
      expect(test.delivery.problems).toEqual([]);
      test.close();
      open.pop();
    }),
    { numRuns: 15 },
  );
});
