import { branchOff, exit, failed, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { isFull } from "./is-full.ts";
import { queueIn } from "./queue-in.ts";

/** Puts the contact into the working queue; the flow is left then. */
export function transferContactToQueue(step: Step): Outcome {
  const { enqueuedAt, connectedToAgentAt, agentLeftAt } = step.contact;
  if (enqueuedAt !== undefined && agentLeftAt === undefined) return failed("it is queued already");
  if (connectedToAgentAt !== undefined && agentLeftAt === undefined) {
    return failed("it is with an agent");
  }
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  const full = isFull(step, queue);
  step.log({ Parameters: {}, Results: String(full) });
  return full ? branchOff("QueueAtCapacity") : exit({ to: "queue", queue });
}
