import fc from "fast-check";
import { expect, it, test } from "vitest";
import { parseExactly } from "./exact-json.ts";

it.each([
  "12345678901234567890",
  "-9007199254740993",
  "0.1234567890123456789",
  "1e400",
  "1e-400",
  '{"account":12345678901234567890,"list":[9007199254740993,{"deep":1e999}]}',
])("%s is written as it was read", (text) => {
  expect(JSON.stringify(parseExactly(text))).toBe(text);
});

it.each([
  ["9007199254740991", 9007199254740991],
  ["1234567890123456", 1234567890123456],
  ["12.50", 12.5],
  ["1.5e3", 1500],
  ["0e5", 0],
  ["1000000000000000000000", 1e21],
  ['"12345678901234567890"', "12345678901234567890"],
])("%s is the value it always was", (text, value) => {
  expect(parseExactly(text)).toBe(value);
});

it("reads what is nested more deeply than the stack is", () => {
  const deep = 20_000;
  const text = `${"[".repeat(deep)}12345678901234567890${"]".repeat(deep)}`;
  expect(parseExactly(text)).toBeInstanceOf(Array);
});

it.each(["", "{", "12345678901234567890x", "01234567890123456"])("refuses %j", (text) => {
  expect(() => parseExactly(text)).toThrow(SyntaxError);
});

test("whatever JavaScript wrote is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
});
