import { failed, next, type Outcome } from "../flow/outcome.ts";
import { loggedPrompt, promptIn, say } from "../flow/say.ts";
import type { Step } from "../flow/step.ts";
import { KeySource } from "../line/key-source.ts";

/**
 * Says something. Keys do not cut it short, unless touchtone buffering is on and the block wants it:
 * then a key waiting in the buffer skips it, and a key pressed meanwhile ends it and stays in the
 * buffer (administrator guide, touchtone-buffering).
 */
export async function messageParticipant(step: Step): Promise<Outcome> {
  const prompt = promptIn(step);
  if (prompt === undefined) return failed("there is nothing to say");
  step.log({ Parameters: loggedPrompt(prompt) });
  const { line } = step.call;
  const skips = step.parameters.flag("SkipWhenDTMFBufferEnabled") && line?.buffer.on;
  if (!line || !skips) {
    await say(step, prompt);
    return next;
  }
  if (line.buffer.keys !== "") return next;
  const keys = new KeySource(line, step.clock, step.run.interruption);
  try {
    await say(step, prompt, keys);
  } finally {
    keys.close();
  }
  return next;
}
