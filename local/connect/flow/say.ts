import type { HeardPrompt } from "../caller/caller.ts";
import type { Json } from "../language/json.ts";
import type { KeySource } from "../line/key-source.ts";
import type { SaidEntry } from "../simulator/trace.ts";
import { type Prompt, type PromptSource, promptOf } from "../speech/prompt.ts";
import type { Parameters } from "./parameters.ts";
import type { Step } from "./step.ts";

/** The prompt among an action's parameters; undefined where it has none, or an empty one. */
export function promptIn(step: Step, parameters: Parameters = step.parameters): Prompt | undefined {
  const source = sourceIn(parameters);
  if (source === undefined) return undefined;
  return promptOf(source, step.contact.settings.voice, step.world.resources, step.world.pace);
}

/** Says one of the things a list of messages has, as in Loop prompts. */
export function promptOfMessage(step: Step, message: Json): Prompt | undefined {
  return promptIn(step, step.parameters.of(message));
}

/** A prompt as flow logs write it. */
export function loggedPrompt({ kind, source, voice }: Prompt): Readonly<Record<string, string>> {
  if (kind === "PromptId" || kind === "Media") return { AudioPrompt: source };
  const type = kind === "SSML" ? "ssml" : "text";
  return { Text: source, TextToSpeechType: type, Voice: voice ?? "" };
}

/**
 * Says something and waits until it is said, or, where keys are given, until the first one.
 * @throws Interrupted
 */
export async function say(step: Step, prompt: Prompt, keys?: KeySource): Promise<void> {
  const { call, run, clock } = step;
  run.silentLambdaMs = 0;
  const entry = call.trace.add<SaidEntry>({
    kind: "said",
    ...call.mark,
    to: run.hearer,
    prompt,
    cutShort: true,
  });
  const began = clock.now();
  const until = began + prompt.durationMs;
  const heard: HeardPrompt = { ...prompt, interruptible: keys !== undefined };
  const toCustomer = run.hearer === "customer";
  if (toCustomer) call.tell((caller, line) => caller.hears?.(heard, line));
  if (keys) await keys.wait(until);
  else await run.interruption.pause(clock, until);
  run.interruption.check();
  call.progress.took(clock.now() - began);
  entry.cutShort = keys?.ready === true && clock.now() < until;
  const how = { cutShort: entry.cutShort };
  if (toCustomer) call.tell((caller, line) => caller.heard?.(heard, how, line));
}

function sourceIn(parameters: Parameters): PromptSource | undefined {
  for (const kind of ["PromptId", "Text", "SSML"] as const) {
    const source = parameters.text(kind);
    // One space is a text that says nothing, which flows use; an empty one is an unset reference.
    if (source) return { kind, source };
  }
  const uri = parameters.inside("Media").filled("Uri");
  return uri === undefined ? undefined : { kind: "Media", source: uri };
}
