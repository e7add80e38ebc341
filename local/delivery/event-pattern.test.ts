import fc from "fast-check";
import { expect, it } from "vitest";
import { compilePattern } from "./event-pattern.ts";

const EVENT = {
  source: "aws.connect",
  "detail-type": "Amazon Connect Contact Event",
  resources: ["arn:a", "arn:b"],
  detail: { eventType: "DISCONNECTED", attempts: 2, tags: {}, nothing: null, ended: true },
};

it.each([
  [{ source: ["aws.connect"] }, true],
  [{ source: ["aws.s3", "aws.connect"] }, true],
  [{ source: ["aws.s3"] }, false],
  [{ source: ["aws.connect"], detail: { eventType: ["DISCONNECTED"] } }, true],
  [{ source: ["aws.connect"], detail: { eventType: ["INITIATED"] } }, false],
  [{ detail: { attempts: [2] } }, true],
  [{ detail: { attempts: ["2"] } }, false],
  [{ detail: { nothing: [null], ended: [true] } }, true],
  [{ resources: ["arn:b"] }, true],
  [{ resources: [{ prefix: "arn:" }] }, true],
  [{ detail: { eventType: [{ prefix: "CONN" }, { prefix: "DIS" }] } }, true],
  [{ detail: { attempts: [{ prefix: "2" }] } }, false],
  [{ detail: { eventType: [{ exists: true }] } }, true],
  [{ detail: { eventType: [{ exists: false }] } }, false],
  [{ detail: { missing: [{ exists: false }] } }, true],
  [{ detail: { missing: [{ exists: true }] } }, false],
  [{ detail: { eventType: [{ "anything-but": "INITIATED" }] } }, true],
  [{ detail: { eventType: [{ "anything-but": ["INITIATED", "DISCONNECTED"] }] } }, false],
  [{ detail: { eventType: [{ "anything-but": { prefix: "DIS" } }] } }, false],
  [{ detail: { missing: [{ "anything-but": "x" }] } }, false],
  [{ missing: { deeper: ["x"] } }, false],
  [{ source: [{ suffix: ".connect" }] }, true],
  [{ source: [{ suffix: ".s3" }] }, false],
  [{ source: [{ "anything-but": { suffix: ".connect" } }] }, false],
  [{ detail: { attempts: [{ numeric: [">", 1, "<=", 2] }] } }, true],
  [{ detail: { attempts: [{ numeric: [">", 2] }] } }, false],
  [{ detail: { attempts: [{ numeric: ["=", 2] }] } }, true],
  [{ detail: { eventType: [{ numeric: [">", 0] }] } }, false],
])("%j matches: %s", (pattern, expected) => {
  expect(compilePattern("Rule", pattern)(EVENT)).toBe(expected);
});

it.each([
  [{ detail: { n: [{ numeric: [">"] }] } }, "detail.n"],
  [{ detail: { n: [{ numeric: ["~", 1] }] } }, "detail.n"],
  [{ source: [{ wildcard: "x*" }] }, "source"],
  [{ source: [{ "anything-but": { wildcard: "x*" } }] }, "source"],
  [{ source: [{ prefix: "a", exists: true }] }, "source"],
  [{ detail: { $or: [] } }, "detail.$or"],
  [{ source: "aws.connect" }, "source"],
])("refuses %j", (pattern, path) => {
  expect(() => compilePattern("Rule", pattern)).toThrow(`Rule: event pattern, ${path}: `);
});

it("matches an event by its own values, and not by another", () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]+$/), leaf, { minKeys: 1 }), (detail) => {
      const lists = Object.entries(detail).map(([key, value]) => [key, [value]] as const);
      expect(compilePattern("Rule", { detail: Object.fromEntries(lists) })({ detail })).toBe(true);
      for (const [key] of lists) {
        const other = { ...detail, [key]: "another value" };
        const pattern = { detail: { [key]: [detail[key]] } };
        const same = detail[key] === "another value";
        expect(compilePattern("Rule", pattern)({ detail: other })).toBe(same);
      }
    }),
  );
});
