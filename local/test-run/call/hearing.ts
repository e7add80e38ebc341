import type { HeardPrompt } from "../../connect/caller/caller.ts";
import type { Heard } from "./occurred.ts";

/**
 * Makes messages of prompts. Connect's tests hear by transcript: prompts without an input between
 * them may be one message there, so a text may be spread over several prompts here.
 *
 * A message for each prompt is what a flow's author thinks in. With `parity` there is one for all that
 * is said up to the next question, as was seen in Connect on voice.
 */
export class Hearing {
  readonly #parity: boolean;
  /** Prompts since the last break. */
  #said: HeardPrompt[] = [];

  constructor({ parity }: { readonly parity: boolean }) {
    this.#parity = parity;
  }

  /** A prompt is over. @returns the message that it ends */
  heard(prompt: HeardPrompt): Heard | undefined {
    if (prompt.text === "") return undefined;
    this.#said.push(prompt);
    return this.#parity ? undefined : message(this.#said);
  }

  /** The customer is asked something, is put somewhere else, or the call is over. */
  pause(): Heard | undefined {
    const said = this.#said;
    this.#said = [];
    return this.#parity && said.length > 0 ? message([together(said)]) : undefined;
  }

  /** A message was observed: what follows is another one. */
  taken(): void {
    this.#said = [];
  }
}

function message(said: readonly HeardPrompt[]): Heard {
  const last = said.at(-1);
  const from = said.map((_, index) => said.slice(said.length - 1 - index));
  return {
    source: { kind: last?.kind ?? "Text", source: last?.source ?? "" },
    words: from.map(joined),
    withoutLast: from.map((prompts) => joined(prompts.slice(0, -1))),
  };
}

function together(said: readonly HeardPrompt[]): HeardPrompt {
  const [first] = said;
  const text = joined(said);
  return { ...(first as HeardPrompt), kind: "Text", source: text, text };
}

function joined(prompts: readonly HeardPrompt[]): string {
  return prompts.map(({ text }) => text).join(" ");
}
