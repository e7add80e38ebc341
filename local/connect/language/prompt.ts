import type { Parameter } from "./parameter.ts";
import { choice, object, required, resource, spoken, text } from "./parameter.ts";

/** The four ways to say something, of which an action uses one. */
export const PROMPT_MEMBERS = ["PromptId", "Text", "SSML", "Media"] as const;

export const PROMPT: Readonly<Record<(typeof PROMPT_MEMBERS)[number], Parameter>> = {
  PromptId: resource("prompt"),
  Text: spoken,
  SSML: spoken,
  Media: object({
    Uri: required(text()),
    SourceType: required(choice(["S3"])),
    MediaType: required(choice(["Audio"])),
  }),
};
