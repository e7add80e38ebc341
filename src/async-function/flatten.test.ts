import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAnswer } from "../connect/flow-answer.ts";
import { CONTROL_KEYS } from "./control-keys.ts";
import { flatten } from "./flatten.ts";

describe("flatten", () => {
  test.each<[string, unknown, Record<string, string>]>([
    ["nested objects", { a: { b: { c: 1 } } }, { a_b_c: "1" }],
    [
      "other values",
      { t: "x", n: 12.5, b: true, z: null, l: [1, { a: "b" }], o: {} },
      { t: "x", n: "12.5", b: "true", z: "null", l: '[1,{"a":"b"}]', o: "{}" },
    ],
    [
      "strange keys",
      { "a b": 1, é: 2, "😀": 3, "": 4, "a-b": 5 },
      { a_b: "1", _: "2", "a-b": "5" },
    ],
    ["an empty key within", { a: { "": 1 } }, { a__: "1" }],
    ["an empty result", {}, {}],
    [
      "control keys",
      { status: "x", error: 1, request_id: 2 },
      { result_status: "x", result_error: "1", result_request_id: "2" },
    ],
    [
      "control keys from nesting",
      { execution: { id: "x" }, count: { max: 1 } },
      { result_execution_id: "x", result_count_max: "1" },
    ],
    ["an object under a control key", { status: { code: 7 } }, { status_code: "7" }],
    ["a key of the shape of a renamed one", { count: 1, result_count: 2 }, { result_count: "2" }],
    ["the shallower", { a: { b: 1 }, a_b: 2 }, { a_b: "2" }],
    ["the shallower, though renamed", { result: { count: 1 }, count: 2 }, { result_count: "2" }],
    ["the unrenamed at one depth", { x: { "a b": 1, a_b: 2 } }, { x_a_b: "2" }],
    ["the first at one depth", { "a b": 1, "a.b": 2 }, { a_b: "1" }],
    ["a text", "ready", { result: "ready" }],
    ["a list", [], { result: "[]" }],
  ])("%s", (_name, result, flat) => {
    expect(flatten(result)).toEqual(flat);
  });

  test("a result's `__proto__` is a key like others", () => {
    const flat = flatten(JSON.parse('{"__proto__":{"count":1},"constructor":"x"}'));
    expect(JSON.stringify(flat)).toBe('{"constructor":"x","__proto___count":"1"}');
    expect(Object.getPrototypeOf(flat)).toBe(Object.prototype);
  });

  test("the deepest result Step Functions lets through neither overflows nor takes long", () => {
    const deep = (levels: number, bottom: string) =>
      JSON.parse(`${'{"a":'.repeat(levels)}${bottom}${"}".repeat(levels)}`);
    expect(Object.keys(flatten(deep(512, "1")) ?? {})[0]).toHaveLength(1_023);
    expect(flatten(deep(513, "1"))).toBeUndefined();
    expect(flatten(deep(43_000, "1"))).toBeUndefined();
    const many = Array.from({ length: 10_000 }, (_, n) => `"${String.fromCharCode(256 + n)}":1`);
    expect(flatten(deep(510, `{${many.join()}}`))).toMatchObject({ [`${"a_".repeat(510)}_`]: "1" });
  });

  test("any result becomes a flat answer that leaves the control keys alone, or is too large", () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const flat = flatten(JSON.parse(JSON.stringify(result)));
        if (flat === undefined) return;
        const problems = checkAnswer(flat).filter(({ rule }) => rule !== "size");
        expect(problems).toEqual([]);
        for (const key of Object.keys(flat)) expect(CONTROL_KEYS).not.toContain(key);
      }),
      { numRuns: 1_000 },
    );
  });

  test("texts under plain, separate keys come through unchanged", () => {
    const key = fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/).filter((name) => !CONTROL_KEYS.has(name));
    fc.assert(
      fc.property(fc.dictionary(key, fc.string({ unit: "binary" })), (result) => {
        expect(flatten({ ...result })).toEqual({ ...result });
      }),
    );
  });
});

const key = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "result", "result_count", "", "count", "a b", "é"),
  fc.constantFrom(...CONTROL_KEYS),
  fc.string({ unit: "binary", maxLength: 12 }),
);

const anyResult = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
})).value;
