import fc from "fast-check";
import { expect, it } from "vitest";
import { DigitEntry } from "./digit-entry.ts";

const keys = fc.string({ unit: fc.constantFrom(..."0123456789*#"), maxLength: 40 });
const rules = fc.record({
  maximumLength: fc.integer({ min: 1, max: 20 }),
  terminator: fc.string({ unit: fc.constantFrom(..."0123456789*#"), minLength: 1, maxLength: 5 }),
  cancelKey: fc.boolean(),
});

function enter(text: string, entry: DigitEntry): { used: number; complete: boolean } {
  for (const [index, key] of [...text].entries()) {
    if (entry.press(key)) return { used: index + 1, complete: true };
  }
  return { used: text.length, complete: false };
}

it("never holds more than fits, and nothing that was not pressed", () => {
  fc.assert(
    fc.property(keys, rules, (text, given) => {
      const entry = new DigitEntry(given);
      const { used } = enter(text, entry);
      expect(entry.value.length).toBeLessThanOrEqual(given.maximumLength);
      expect(text.slice(0, used)).toContain(entry.value);
    }),
  );
});

it("is complete at the terminator or when it is full, and not before", () => {
  fc.assert(
    fc.property(keys, rules, (text, given) => {
      const entry = new DigitEntry(given);
      const { used, complete } = enter(text, entry);
      if (!complete) return;
      const terminated = text.slice(0, used).endsWith(given.terminator);
      expect(terminated || entry.value.length === given.maximumLength).toBe(true);
    }),
  );
});

it("keeps digits as they are where nothing else was pressed", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 15 });
  fc.assert(
    fc.property(digits, (text) => {
      const entry = new DigitEntry({ maximumLength: 16, terminator: "#", cancelKey: true });
      expect(enter(`${text}#`, entry)).toEqual({ used: text.length + 1, complete: true });
      expect(entry.value).toBe(text);
    }),
  );
});

it("holds what came after the last cancel", () => {
  fc.assert(
    fc.property(keys, keys, (before, after) => {
      const digits = after.replace(/\D/g, "");
      const entry = new DigitEntry({ maximumLength: 99, terminator: "#", cancelKey: true });
      enter(`${before.replaceAll("#", "")}*${digits}`, entry);
      expect(entry.value).toBe(digits);
    }),
  );
});
