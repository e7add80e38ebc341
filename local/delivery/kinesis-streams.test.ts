import { afterEach, expect, it } from "vitest";
import { aDelivery, aMapping, type DeliveryUnderTest, STREAM_ARN } from "./a-delivery.ts";
import { DeliveryRefusedError } from "./refused.ts";

const open: DeliveryUnderTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function streams(...mappings: ReturnType<typeof aMapping>[]): DeliveryUnderTest {
  const test = aDelivery("say(event.Records.map(({ kinesis }) => atob(kinesis.data)));", {
    mappings,
  });
  open.push(test);
  return test;
}

it("gives each mapping its own position in the stream", async () => {
  const test = streams(aMapping({ batchSize: 2 }), aMapping({ logicalId: "Other" }));
  await test.run(() => {
    for (const text of ["a", "b", "c"]) {
      test.delivery.streams.put(STREAM_ARN, Buffer.from(text), "key");
    }
  });
  const batches = test.said.map(({ said }) => (said as string[]).join(""));
  expect(batches.sort()).toEqual(["ab", "abc", "c"]);
});

it("does not deliver to a disabled mapping", () => {
  const test = streams(aMapping({ enabled: false }));
  expect(test.delivery.streams.streamArns).toEqual([]);
});

it("refuses records of a stream that nobody reads", () => {
  const test = streams(aMapping());
  expect(() => test.delivery.streams.put("arn:other", "a", "key")).toThrow(
    `arn:other: no mapping reads this stream; read are: ${STREAM_ARN}.`,
  );
});

it.each([
  { sourceArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/t/stream/s" },
  { onFailureArn: "arn:aws:sns:eu-central-1:111122223333:topic" },
  { parallelizationFactor: 2 },
])("refuses a mapping with %j", (property) => {
  expect(() => streams(aMapping(property))).toThrow(DeliveryRefusedError);
});
