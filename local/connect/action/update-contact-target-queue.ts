import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { queueIn } from "./queue-in.ts";

/** Set working queue. */
export function updateContactTargetQueue(step: Step): Outcome {
  const { parameters } = step;
  if (!parameters.has("QueueId") && !parameters.has("AgentId")) return failed("no queue is given");
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  step.contact.settings.targetQueue = queue.arn;
  step.log({ Parameters: { Queue: queue.arn } });
  return next;
}
