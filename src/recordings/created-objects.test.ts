import fc from "fast-check";
import { expect, test } from "vitest";
import { anObjectCreatedEvent, anS3Notification } from "../../test/recordings/input.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { type CreatedObject, createdObjects } from "./created-objects.ts";

test("any key is read as it was written", () => {
  const letter = fc.constantFrom(..."abc0189/:_-. +%&=?üﷺ😀");
  const key = fc.array(letter, { minLength: 1, maxLength: 30 }).map((letters) => letters.join(""));
  fc.assert(
    fc.property(key, (written) => {
      expect(createdObjects(anS3Notification(written))).toMatchObject([
        { key: written, size: 4_000 },
      ]);
    }),
  );
});

test("of EventBridge a recording's key is read encoded or not", () => {
  const key = "connect/a b/CallRecordings/2026/01/04/c1_20260104T22:32_UTC.wav";
  for (const written of [key, encodeURIComponent(key)]) {
    expect(createdObjects(anObjectCreatedEvent(written))).toMatchObject([{ key }]);
  }
});

test("several objects may come at once, and one without a size", () => {
  const [first, second] = [anS3Notification("a"), anS3Notification("b")];
  const [record] = second.Records;
  const unsized = { ...record, s3: { ...record?.s3, object: { key: "c" } } };
  const event = { Records: [...first.Records, ...second.Records, unsized] };
  const objects = createdObjects(event) as CreatedObject[];
  expect(objects.map(({ key, size }) => [key, size])).toEqual([
    ["a", 4_000],
    ["b", 4_000],
    ["c", undefined],
  ]);
});

test("one that cannot be read is told of beside the others; what was not created is none", () => {
  const [record] = anS3Notification("a").Records;
  const event = {
    Records: [
      record,
      { eventName: "ObjectCreated:Put" },
      { eventName: "ObjectRemoved:Delete", s3: null },
      { s3: record?.s3 },
      null,
    ],
  };
  expect(createdObjects(event)).toEqual([
    expect.objectContaining({ key: "a" }),
    new InvalidInputError("Records.1.s3", "must be Object"),
    new InvalidInputError("Records.3.eventName", "is missing"),
    new InvalidInputError("Records.4", "must be Object"),
  ]);
  const deleted = { ...anObjectCreatedEvent("a"), "detail-type": "Object Deleted", detail: null };
  expect(createdObjects(deleted)).toEqual([]);
});

test("whatever comes is read or refused", () => {
  const odd = fc.oneof(fc.jsonValue(), fc.record({ Records: fc.array(fc.jsonValue()) }));
  const broken = fc
    .dictionary(fc.constantFrom("eventName", "s3"), fc.jsonValue(), { minKeys: 1 })
    .map((changes) => ({ Records: [{ ...anS3Notification("key").Records[0], ...changes }] }));
  const envelope = fc
    .dictionary(fc.constantFrom("detail-type", "detail"), fc.jsonValue(), { minKeys: 1 })
    .map((changes) => ({ ...anObjectCreatedEvent("key"), ...changes }));
  fc.assert(
    fc.property(fc.oneof(odd, broken, envelope), (event) => {
      for (const object of createdObjects(event)) {
        if (!(object instanceof InvalidInputError)) expect(object.key).not.toBe("");
      }
    }),
    { numRuns: 300 },
  );
});
