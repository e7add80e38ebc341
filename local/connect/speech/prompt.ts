import type { Resources } from "../instance/resources.ts";
import { ssmlPauses, ssmlText } from "./ssml.ts";

/** Something a participant hears. */
export interface Prompt {
  readonly kind: "Text" | "SSML" | "PromptId" | "Media";
  /** What the flow says, references resolved: a text, SSML, the prompt's ARN or a URI. */
  readonly source: string;
  /** What is heard, in words; for a recorded prompt its name. */
  readonly text: string;
  readonly durationMs: number;
  /** The voice that speaks; absent for what was recorded. */
  readonly voice?: string;
}

export type PromptSource = Pick<Prompt, "kind" | "source">;

/** How fast a voice speaks: about what Amazon Polly does. */
const WORDS_PER_SECOND = 2.5;

/** A recorded prompt that the instance does not know, in seconds. */
const UNKNOWN_PROMPT = 3;

/** How long prompts last. */
export interface SpeechPace {
  /** @default 2.5 */
  readonly wordsPerSecond?: number;
}

/** How long a prompt lasts is estimated from its words; no speech is made. */
export function promptOf(
  { kind, source }: PromptSource,
  voice: string,
  resources: Resources,
  { wordsPerSecond = WORDS_PER_SECOND }: SpeechPace = {},
): Prompt {
  if (kind === "PromptId" || kind === "Media") {
    const known = kind === "PromptId" ? resources.prompt(source) : undefined;
    const text = known?.text ?? `[${source.split("/").at(-1)}]`;
    return { kind, source, text, durationMs: 1000 * (known?.seconds ?? UNKNOWN_PROMPT) };
  }
  const text = kind === "SSML" ? ssmlText(source) : source.trim();
  const pauses = kind === "SSML" ? ssmlPauses(source) : 0;
  const spoken = Math.round((1000 * wordsIn(text)) / wordsPerSecond);
  return { kind, source, text, durationMs: spoken + pauses, voice };
}

/** A run of digits is read one by one. */
function wordsIn(text: string): number {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.reduce((sum, word) => sum + (/^\d{4,}$/.test(word) ? word.length : 1), 0);
}
