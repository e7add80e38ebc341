import { describe, expect, it } from "vitest";
import { ANSWER_LIMIT_BYTES, checkAnswer, fitsAnswer } from "./flow-answer.ts";

describe("Connect's rules for answers", () => {
  it("are kept by a flat object of texts", () => {
    const answer = { result: "SUCCESS", "with-dash_9": "$1,000 für Ünïcode", empty: "" };
    expect(checkAnswer(answer)).toEqual([]);
    expect(checkAnswer({})).toEqual([]);
  });

  it.each([
    ["null", null],
    ["an array", [{ a: "b" }]],
    ["a string", "SUCCESS"],
    ["a number", 7],
    ["a undefined", undefined],
  ])("object: broken by %s", (kind, answer) => {
    expect(checkAnswer(answer)).toEqual([
      { rule: "object", problem: `an answer is a flat object, this is ${kind}` },
    ]);
  });

  it.each([
    ["a boolean", true],
    ["a number", 1],
    ["null", null],
    ["an array", []],
    ["a object", { nested: "text" }],
  ])("text: broken by a value that is %s", (kind, value) => {
    expect(checkAnswer({ good: "text", duplicate: value })).toEqual([
      {
        rule: "text",
        key: "duplicate",
        problem: `every value is a text under STRING_MAP, this is ${kind}`,
      },
    ]);
  });

  it.each([["a.b"], ["a b"], ["ä"], [""], ["$"], ["a\n"]])("key: broken by %o", (key) => {
    expect(checkAnswer({ [key]: "x" })).toMatchObject([{ rule: "key", key }]);
  });

  it("size: broken from 32 KB of UTF-8 on", () => {
    const frame = Buffer.byteLength(JSON.stringify({ k: "" }));
    const fits = { k: `x${"ü".repeat((ANSWER_LIMIT_BYTES - frame - 2) / 2)}` };
    const big = { k: `${fits.k}x` };
    expect(Buffer.byteLength(JSON.stringify(big))).toBe(32_768);
    expect([checkAnswer(fits).length, fitsAnswer(fits)]).toEqual([0, true]);
    expect([checkAnswer(big)[0]?.rule, fitsAnswer(big)]).toEqual(["size", false]);
  });

  it("are all reported at once, and never with a value", () => {
    const problems = checkAnswer({ "a b": 4111111111111111, c: "x".repeat(40_000) });
    expect(problems.map(({ rule }) => rule)).toEqual(["text", "key", "size"]);
    expect(JSON.stringify(problems)).not.toContain("4111");
  });
});
