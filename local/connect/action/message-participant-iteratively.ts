import { failed, type Outcome, result } from "../flow/outcome.ts";
import { loggedPrompt, promptOfMessage, say } from "../flow/say.ts";
import type { Step } from "../flow/step.ts";

/** Messages that last no time at all must not go round for ever at one instant. */
const EMPTY_ROUND_MS = 1000;

/**
 * Loop prompts: says the messages in turn, again and again, until an agent takes the contact or the
 * hold is over. Where the flow interrupts them, they begin anew the next time.
 */
export async function messageParticipantIteratively(step: Step): Promise<Outcome> {
  const { clock } = step;
  const messages = step.parameters.list("Messages");
  const prompts = messages.map((message) => promptOfMessage(step, message));
  const spoken = prompts.filter((prompt) => prompt !== undefined);
  if (spoken.length === 0) return failed("there is nothing to say");
  for (const prompt of spoken) {
    const { TextToSpeechType: _, ...Parameters } = loggedPrompt(prompt);
    step.log({ Parameters });
  }
  step.log({ Parameters: {} });
  const interrupts = step.action.Transitions.Conditions.length > 0;
  const every = interrupts ? step.parameters.number("InterruptFrequencySeconds") : undefined;
  const until = every === undefined ? Number.POSITIVE_INFINITY : clock.now() + 1000 * every;
  for (;;) {
    const began = clock.now();
    for (const prompt of spoken) {
      const left = until - clock.now();
      await say(step, left < prompt.durationMs ? { ...prompt, durationMs: left } : prompt);
      if (clock.now() >= until) {
        if (step.run.depth === 0) step.run.interrupted = step.action.Identifier;
        return result("MessagesInterrupted");
      }
    }
    if (clock.now() === began) await step.pause(EMPTY_ROUND_MS);
  }
}
