import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hanging, wrap } from "./wrap.ts";

it("is no wider than asked for, unless a word is, and loses none", () => {
  const words = fc.array(fc.stringMatching(/^[a-z…]{1,30}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 92 }), (given, most) => {
      const coloured = given.map((word) => `\u001b[1m${word}\u001b[22m`).join(" ");
      const lines = wrap(coloured, most).map((line) => stripVTControlCharacters(line));
      expect(lines.join(" ")).toBe(given.join(" "));
      for (const line of lines) {
        if (line.includes(" ")) expect([...line].length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

it("hangs from its label", () => {
  expect(hanging("  what  ", "one two three four five", 28)).toBe(
    ["  what  one two three four", "        five"].join("\n"),
  );
});
