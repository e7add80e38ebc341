import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Random } from "../random.ts";
import { type EvaluationError, evaluate, type Sight } from "./expression.ts";
import { TooLargeError } from "./json.ts";

function sight(variables: Sight["variables"] = {}, now = 0): Sight {
  return {
    variables,
    states: () => ({ input: { a: [1, { b: 2 }] }, context: { x: 1 } }),
    host: { now: () => now, random: new Random(1) },
  };
}

function value(text: string, at: Sight = sight()): Promise<unknown> {
  return evaluate({ text, location: "Output/x" }, at);
}

async function failure(text: string): Promise<string> {
  return value(text).then(
    (answer) => `answered ${JSON.stringify(answer)}`,
    (error: EvaluationError) => error.message,
  );
}

const ABOUT = (text: string) =>
  `The JSONata expression '${text}' specified for the field 'Output/x'`;

describe("an expression", () => {
  it.each<[string, unknown]>([
    ["$states.input.a[1].b", 2],
    ["$states.input.a", [1, { b: 2 }]],
    ["$states", { input: { a: [1, { b: 2 }] }, context: { x: 1 } }],
    ["$lookup($states, 'context').x", 1],
    ["$v + 1", 42],
    ["$map([1, 2], function($i) { $i + $v })", [42, 43]],
    ["{'a': $missing, 'b': 1}", { b: 1 }],
    ["[$missing]", []],
    ["null", null],
    ["{'__proto__': 1}.'__proto__'", 1],
  ])("%s", async (text, expected) => {
    expect(await value(text, sight({ v: 41 }))).toEqual(expected);
  });

  it("fails with AWS's texts", async () => {
    expect(await failure("$missing")).toBe(`${ABOUT("$missing")} returned nothing (undefined).`);
    expect(await failure("$nope(1)")).toBe(
      `${ABOUT("$nope(1)")} threw an error during evaluation. T1006: Attempted to invoke a non-function`,
    );
    for (const text of ["function($x) { $x }", "$sum", "/a/", "1 / 0", "[1 / 0]"]) {
      expect(await failure(text)).toBe(`${ABOUT(text)} returned an unsupported result type.`);
    }
  });

  it.each([
    ["loops for ever", "($f := function($n) { $f($n + 1) }; $f(0))"],
    ["recurses for ever", "($f := function($n) { 1 + $f($n + 1) }; $f(0))"],
    ["grows for ever", "($f := function($s) { $f($s & $s) }; $f('x'))"],
    ["asks for a huge text", "$pad('x', 1000000000)"],
    ["asks for a huge range", "[1..100000000]"],
  ])("that %s is stopped, and the process lives", async (_, text) => {
    expect(await failure(text)).toContain(`${ABOUT(text)} threw an error during evaluation.`);
    expect(await value("1 + 1")).toBe(2);
  });

  it("that makes little say very much is stopped, and the process lives", async () => {
    const doubling =
      "($f := function($a, $n) { $n = 0 ? $a : $f({'a': $a, 'b': $a}, $n - 1) }; $f(1, 40))";
    for (const text of [doubling, "($s := $pad('x', 100000); [1..2000].$s)"]) {
      await expect(value(text)).rejects.toThrow(TooLargeError);
    }
    expect(await value("$count($distinct([1..200000]))")).toBe(200_000);
  });

  it("does not change what it is given", async () => {
    const given = { list: [3, 1, 2], deep: { a: [1] } };
    // As JSON: `[]` leaves a flag on the array itself, which nothing reads and JSON does not show.
    const before = JSON.stringify(given);
    for (const text of [
      "$sort($v.list)",
      "$reverse($v.list)",
      "$append($v.list, 4)",
      "$v ~> |deep|{'b': 1}, ['a']|",
      "$merge([$v, {'list': 0}])",
      "$v.list[]",
    ]) {
      await value(text, sight({ v: given }));
      expect(JSON.stringify(given)).toBe(before);
    }
  });
});

describe("the functions of Step Functions", () => {
  it("$partition, $range, $hash and $parse", async () => {
    expect(await value("$partition([1, 2, 3], 2)")).toEqual([[1, 2], [3]]);
    expect(await value("$partition([1], 2)")).toEqual([[1]]);
    expect(await value("$range(0, 10, 3)")).toEqual([0, 3, 6, 9]);
    expect(await value("$range(9, 1, -4)")).toEqual([9, 5, 1]);
    // Recorded on AWS: one number comes out as itself.
    expect(await value("$range(1, 9, 9)")).toBe(1);
    const sha = createHash("sha384").update("ä").digest("hex");
    expect(await value("$hash('ä', 'SHA-384')")).toBe(sha);
    expect(await value(`$parse('{"a":[1]}').a`)).toEqual([1]);
  });

  it("answer nothing for nothing, as JSONata's own do", async () => {
    for (const text of [
      "$partition($no, 2)",
      "$hash($no, 'MD5')",
      "$parse($no)",
      "$distinct($no)",
    ]) {
      expect(await failure(text)).toContain("returned nothing (undefined).");
    }
  });

  it("$distinct keeps the first of equals", async () => {
    expect(
      await value("$distinct([1, '1', 1, {'a': 1, 'b': 2}, {'b': 2, 'a': 1}, [1], [1]])"),
    ).toEqual([1, "1", { a: 1, b: 2 }, [1]]);
    expect(await value("$distinct([3, 3])")).toEqual([3]);
    expect(await value("$distinct($v.n)", sight({ v: [{ n: 1 }, { n: 1 }] }))).toBe(1);
    expect(await value("$distinct(5)")).toBe(5);
  });

  it.each([
    "$partition([1], 0)",
    "$range(0, 1, 0)",
    "$range(0, 1000000, 1)",
    "$hash('a', 'CRC')",
    "$parse('{')",
  ])("%s fails", async (text) => {
    expect(await failure(text)).toContain("threw an error during evaluation.");
  });

  it("$random and $uuid repeat with the seed, $random(seed) always", async () => {
    expect(await value("$random()")).toBe(await value("$random()"));
    expect(await value("$uuid()")).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
    const other = { ...sight(), host: { now: () => 0, random: new Random(2) } };
    expect(await value("$random()", other)).not.toBe(await value("$random()"));
    expect(await value("$random(7)", other)).toBe(await value("$random(7)"));
  });

  it("$now and $millis tell the clock's time", async () => {
    const at = sight({}, Date.UTC(2026, 0, 5, 8));
    expect(await value("$millis()", at)).toBe(Date.UTC(2026, 0, 5, 8));
    expect(await value("$now()", at)).toBe("2026-01-05T08:00:00.000Z");
    expect(await value("$now('[Y0001]/[M01]')", at)).toBe("2026/01");
  });

  it("has no $eval", async () => {
    expect(await failure("$eval('1')")).toContain("Attempted to invoke a non-function");
  });
});
