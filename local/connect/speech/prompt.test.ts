import { expect, it } from "vitest";
import { INSTANCE } from "../a-centre.ts";
import { Resources } from "../instance/resources.ts";
import { promptOf } from "./prompt.ts";

const resources = new Resources(INSTANCE);
resources.addPrompt("music", 30, { text: "[music]" });

function prompt(kind: "Text" | "SSML" | "PromptId" | "Media", source: string, wordsPerSecond = 2) {
  return promptOf({ kind, source }, "Joanna", resources, { wordsPerSecond });
}

it.each([
  ["Text", "One two three four.", "One two three four.", 2000],
  ["Text", "Card 4111 ends.", "Card 4111 ends.", 3000],
  ["Text", " ", "", 0],
  ["SSML", "<speak>One <emphasis>two</emphasis></speak>", "One two", 1000],
  ["SSML", "<speak><break time='500ms'/><break time=\"2s\"/></speak>", "", 2500],
  ["SSML", "<speak><break/> a <break strength='x-strong'/></speak>", "a", 500 + 400 + 1000],
  ["SSML", "<speak>R&amp;D</speak>", "R&D", 500],
  ["PromptId", "music", "[music]", 30_000],
  ["PromptId", `${INSTANCE.arn}/prompt/unknown`, "[unknown]", 3000],
  ["Media", "s3://bucket/welcome.wav", "[welcome.wav]", 3000],
] as const)("%s %j is heard as %j, for %i ms", (kind, source, text, durationMs) => {
  expect(prompt(kind, source)).toMatchObject({ text, durationMs });
});

it("is spoken by the voice that was set; what was recorded has none", () => {
  expect(prompt("Text", "Hello").voice).toBe("Joanna");
  expect(prompt("PromptId", "music").voice).toBeUndefined();
});
