import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Functions are told of the stream; nothing is streamed. */
export function updateContactMediaStreamingBehavior(step: Step): Outcome {
  const enabled = step.parameters.text("MediaStreamingState") === "Enabled";
  const { settings } = step.contact;
  settings.streamingSince = enabled ? (settings.streamingSince ?? step.clock.now()) : undefined;
  return next;
}
