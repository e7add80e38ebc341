import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { maskPhoneNumber, parsePhoneNumber } from "./phone-number.ts";

const NUMBERS = ["+61491570156", "+6421555010", "+12025550143", "+441632960961"];

describe("a number that a flow passes", () => {
  it.each(NUMBERS)("is taken as it is: %s", (number) => {
    expect(parsePhoneNumber(number)).toBe(number);
  });

  it("may be grouped by spaces and hyphens", () => {
    expect(parsePhoneNumber("+61 491-570 156")).toBe("+61491570156");
    expect(parsePhoneNumber(" +61491570156 ")).toBe("+61491570156");
  });

  it("of a Mexican mobile telephone may have the 1 of before 2019: it is the same number", () => {
    expect(parsePhoneNumber("+5215512345678")).toBe("+525512345678");
    expect(parsePhoneNumber("+52 1 55 1234-5678")).toBe("+525512345678");
    expect(parsePhoneNumber("+525512345678")).toBe("+525512345678");
  });

  it.each([
    ["Mexican and too long", "+52155123456789"],
    ["empty", ""],
    ["withheld", "anonymous"],
    ["local", "0491570156"],
    ["with the exit code in place of the plus", "0061491570156"],
    ["without a plus", "61491570156"],
    ["with a trunk zero", "+61 (0)491 570 156"],
    ["of no country", "+999123456789"],
    ["impossible: too short for its country", "+1202555014"],
    ["impossible: too long for its country", "+1202555014312"],
    ["of sixteen digits", "+6149157015612345"],
    ["of full-width digits", "+６１４９１５７０１５６"],
    ["of Arabic digits", "+٦١٤٩١٥٧٠١٥٦"],
    ["with a full-width plus", "＋61491570156"],
    ["with a non-breaking space", "+61\u00a0491570156"],
    ["with a NUL byte", "+61491570156\0"],
    ["with a line feed", "+61491570156\n"],
    ["with an extension", "+61491570156;ext=7"],
    ["as a URI", "tel:+61491570156"],
    ["within another text", "call +61491570156"],
    ["two of them", "+61491570156+61491570156"],
    ["hidden in spaces", `+61491570156${" ".repeat(10_000)}`],
    ["very long", `+${"1".repeat(1_000_000)}`],
  ])("is refused when it is %s", (_, text) => {
    expect(parsePhoneNumber(text)).toBeUndefined();
  });

  it.each([
    [undefined],
    [null],
    [61491570156],
    [true],
    [["+61491570156"]],
    [{ Address: "+61491570156" }],
    [{ toString: () => "+61491570156" }],
  ])("is refused when it is no text: %o", (value) => {
    expect(parsePhoneNumber(value)).toBeUndefined();
  });
});

const grouped = fc
  .tuple(fc.constantFrom(...NUMBERS), fc.array(fc.nat(14), { maxLength: 10 }))
  .map(([number, places]) => ({
    number,
    text: places.reduce(
      (text, at) => `${text.slice(0, at)}${at % 2 ? " " : "-"}${text.slice(at)}`,
      number,
    ),
  }));

const almostNumbers = fc.string({
  unit: fc.constantFrom(..."+0123456789 -٣３\0x"),
  maxLength: 20,
});

test("reading is idempotent, and what comes out is E.164", () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), almostNumbers), (value) => {
      const number = parsePhoneNumber(value);
      if (number === undefined) return;
      expect(number).toMatch(/^\+[1-9]\d{3,14}$/);
      expect(parsePhoneNumber(number)).toBe(number);
    }),
    { numRuns: 2_000 },
  );
});

test("grouping never makes another number", () => {
  fc.assert(
    fc.property(grouped, ({ number, text }) => {
      expect(parsePhoneNumber(text)).toBe(number);
    }),
  );
});

test("a masked number shows its country and its end", () => {
  expect(maskPhoneNumber("+61491570156")).toBe("+61…56");
  expect(maskPhoneNumber("+61491570156#sales")).toBe("+61…56#sales");
});
