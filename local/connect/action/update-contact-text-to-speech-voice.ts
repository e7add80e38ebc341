import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

export function updateContactTextToSpeechVoice(step: Step): Outcome {
  const { settings } = step.contact;
  settings.voice = step.parameters.filled("TextToSpeechVoice") ?? settings.voice;
  return next;
}
