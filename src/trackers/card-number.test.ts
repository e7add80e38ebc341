import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { looksLikeCardNumber } from "./card-number.ts";

describe("a card number", () => {
  it.each([
    ["of sixteen digits", "4111111111111111"],
    ["of fifteen", "378282246310005"],
    ["of thirteen", "4222222222222"],
    ["of nineteen", "6304000000000000000"],
    ["in groups", "4111 1111 1111 1111"],
    ["with hyphens", "4111-1111-1111-1111"],
    ["within a text", "card 4111111111111111, please"],
    ["next to letters", "PAN4111111111111111x"],
    ["after another number", "12, 4111111111111111"],
    ["with its expiry", "4111111111111111 12/29"],
    ["with its expiry as a group of its own", "4111111111111111 1229"],
    ["with its security code", "4111 1111 1111 1111 123"],
    ["after an amount", "25 4111111111111111"],
    ["after a hash", "#4111111111111111#"],
    ["with dots", "4111.1111.1111.1111"],
    ["with slashes", "4111/1111/1111/1111"],
    ["with underscores", "4111_1111_1111_1111"],
    ["with commas", "4111,1111,1111,1111"],
    ["with tabs", "4111\t1111\t1111\t1111"],
    ["with double spaces", "4111  1111  1111  1111"],
    ["with non-breaking spaces", "4111\u00a01111\u00a01111\u00a01111"],
    ["with en dashes", "4111–1111–1111–1111"],
    ["of full-width digits", "４１１１１１１１１１１１１１１１"],
    ["with leading zeros", "0004111111111111111"],
    ["with its expiry and no gap", "41111111111111111230"],
    ["with its security code and no gap", "5555555555554444123"],
    ["of fifteen, with its expiry and no gap", "3782822463100051230"],
    ["of fourteen, with its expiry and no gap", "305693090259041230"],
    ["in groups, with its expiry and no gap", "4111 1111 1111 11111230"],
    ["before zeros", "41111111111111110000"],
  ])("is seen %s", (_, text) => {
    expect(looksLikeCardNumber(text)).toBe(true);
  });

  it.each([
    ["a number that fails the check", "4111111111111112"],
    ["twelve digits", "411111111111"],
    ["twenty digits that begin with none", "41111111111111120000"],
    ["twenty digits of no issuer", "12345678901234567890"],
    ["two numbers parted by a word", "41111111 and 11111111"],
    ["an account number", "06-0123-0456789-00"],
    ["a telephone number", "+61 491 570 156"],
    ["a time", "2026-01-04T22:30:00.000Z"],
    ["a day and an amount", "2026-01-04, 1,250.00"],
    ["a contact's id", "c0000000-0000-4000-8000-a00000000001"],
    ["Connect's ciphertext", "AQICAHhQVbU6Kx0bX4fJk1v9zq7Zt2mN8sY5wE3rT6uI1oPlGgHfDsA0=="],
    ["nothing", ""],
  ])("is not %s", (_, text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });
});

test("with its check digit any number of 13 to 19 digits is seen, in any groups, among any others", () => {
  const digits = fc.array(fc.nat(9), { minLength: 12, maxLength: 18 });
  const gaps = fc.array(fc.nat(18), { maxLength: 6 });
  const around = fc.constantFrom("", "7 ", "12-", "PIN 12 ", "2026-");
  fc.assert(
    fc.property(digits, gaps, around, around, (partial, places, before, after) => {
      const card = withCheckDigit(partial.join(""));
      const grouped = [...card].map((digit, at) =>
        at > 0 && places.includes(at) ? ` ${digit}` : digit,
      );
      const behind = [...after].reverse().join("");
      expect(looksLikeCardNumber(`${before}${grouped.join("")}${behind}`)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** The digit that makes the sum of all, every second one doubled from the right, end in zero. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, text, at) => {
    const doubled = Number(text) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
