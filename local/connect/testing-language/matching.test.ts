import { expect, it } from "vitest";
import { includes, SIMILAR_ENOUGH, similarity } from "./matching.ts";

it.each([
  ["For billing, press 1.", "for billing press one", 1],
  ["Don't hang up", "dont hang up", 1],
  ["<speak>Welcome <break/>back</speak>", "Welcome back.", 1],
  ["Welcome to the bank", "Goodbye", 0],
  ["", "", 1],
  ["a", "", 0],
])("%j and %j are %d alike", (expected, heard, score) => {
  expect(similarity(expected, heard)).toBe(score);
});

it("a longer message that says more is less alike, and a word changed is still alike enough", () => {
  const prompt = "Press 1 to make a payment, or press 2 to change your PIN.";
  expect(similarity(prompt, prompt.replace("payment", "transfer"))).toBeGreaterThan(SIMILAR_ENOUGH);
  expect(similarity("Press 1", prompt)).toBeLessThan(SIMILAR_ENOUGH);
});

it.each([
  ["for billing", "Welcome. For billing, press one.", true],
  ["press 1", "For billing, press one.", true],
  ["bill", "for billing", false],
  ["", "anything", false],
])("%j is in %j: %s", (expected, heard, included) => {
  expect(includes(expected, heard)).toBe(included);
});
