import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { aLogSubscription } from "../../test/recordings/input.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { readLogSubscription } from "./log-subscription.ts";

const packed = (payload: unknown) => ({
  awslogs: { data: gzipSync(JSON.stringify(payload)).toString("base64") },
});

it("unpacks the lines, each with its id", () => {
  expect(readLogSubscription(aLogSubscription(["a", { b: 1 }]))).toMatchObject({
    control: false,
    logEvents: [
      { id: "log-0", message: "a" },
      { id: "log-1", message: '{"b":1}' },
    ],
  });
});

it("has no lines in a control message", () => {
  const read = readLogSubscription(aLogSubscription(["CWL CONTROL MESSAGE: …"], "CONTROL_MESSAGE"));
  expect(read).toEqual({ control: true, logEvents: [] });
});

it.each([
  ["awslogs.data", {}],
  ["awslogs.data", { awslogs: { data: "not gzip" } }],
  ["awslogs.data", { awslogs: { data: gzipSync("not JSON").toString("base64") } }],
  ["awslogs.data", packed("x".repeat(9 * 1024 * 1024))],
  ["payload", packed(null)],
  ["payload.messageType", packed({ logEvents: [] })],
  [
    "payload.logEvents",
    packed({
      messageType: "DATA_MESSAGE",
      logEvents: Array(10_001).fill({ id: "1", message: "" }),
    }),
  ],
])("is refused naming %s: %#", (field, event) => {
  expect(() => readLogSubscription(event)).toThrow(expect.objectContaining({ field }));
});

it("reads the others beside one that cannot be read, and says why it cannot", () => {
  const logEvents = [{ id: "1", message: "a" }, { id: 2, message: "b" }, { id: "3" }, null];
  const read = readLogSubscription(packed({ messageType: "DATA_MESSAGE", logEvents }));
  expect(read.logEvents).toEqual([
    { id: "1", message: "a" },
    new InvalidInputError("payload.logEvents.1.id", "must be string"),
    new InvalidInputError("payload.logEvents.2.message", "is missing"),
    new InvalidInputError("payload.logEvents.3", "must be Object"),
  ]);
});

test("whatever comes is read or refused", () => {
  const data = fc.oneof(
    fc.base64String(),
    fc.jsonValue({ maxDepth: 3 }).map((value) => packed(value).awslogs.data),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ awslogs: fc.record({ data }) })), (event) => {
      try {
        expect(readLogSubscription(event).logEvents).toBeInstanceOf(Array);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
      }
    }),
  );
});
