import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Change routing priority or age. It counts from the next time the contact enters a queue. */
export function updateContactRoutingBehavior(step: Step): Outcome {
  const { settings } = step.contact;
  settings.queuePriority = step.parameters.number("QueuePriority") ?? settings.queuePriority;
  settings.queueTimeAdjustmentSeconds =
    step.parameters.number("QueueTimeAdjustmentSeconds") ?? settings.queueTimeAdjustmentSeconds;
  return next;
}
