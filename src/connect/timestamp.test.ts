import fc from "fast-check";
import * as v from "valibot";
import { expect, it, test } from "vitest";
import { Timestamp } from "./timestamp.ts";

it.each([
  ["2026-01-05T08:00:00Z", 0],
  ["2026-01-05T08:00:00.001Z", 1],
  ["2026-01-05T08:00:00.5Z", 500],
  ["2026-01-05T08:00:00.123456789Z", 123],
  ["2026-01-05T19:00:00+11:00", 0],
  ["2026-01-05T19:00:00.250+1100", 250],
  ["2026-01-04T23:00:00-09:00", 0],
])("%s is read as epoch milliseconds", (text, offset) => {
  expect(v.parse(Timestamp, text)).toBe(Date.UTC(2026, 0, 5, 8) + offset);
});

it.each([
  [""],
  ["yesterday"],
  ["2026-01-05"],
  ["2026-01-05T08:00:00"],
  ["2026-01-05 08:00:00Z"],
  ["2026-13-05T08:00:00Z"],
  ["2026-01-05T25:00:00Z"],
  ["2026-01-05T24:00:00Z"],
  ["2026-02-29T08:00:00Z"],
  ["2024-02-30T08:00:00+11:00"],
  ["2026-04-31T08:00:00.5Z"],
  ["2026-01-05T08:00:00Z "],
  [1767600000000],
  [new Date(0)],
  [null],
])("%o is no time", (value) => {
  expect(v.safeParse(Timestamp, value).success).toBe(false);
});

test("times of mixed precision are ordered as they happened, which their texts are not", () => {
  const second = "2026-01-05T08:00:00Z";
  const later = "2026-01-05T08:00:00.900Z";
  expect([second, later].sort()).toEqual([later, second]);
  expect(v.parse(Timestamp, second)).toBeLessThan(v.parse(Timestamp, later));
});

test("whatever Connect writes of a time, to the second or the millisecond, is read back", () => {
  const times = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(times, (time) => {
      const text = new Date(time).toISOString();
      expect(v.parse(Timestamp, text)).toBe(time);
      expect(v.parse(Timestamp, text.replace(/\.\d+/, ""))).toBe(time - (time % 1000));
    }),
  );
});
