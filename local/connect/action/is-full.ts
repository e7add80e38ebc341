import type { Step } from "../flow/step.ts";
import type { QueueResource } from "../instance/resources.ts";

/** Whether as many contacts wait in the queue as may. If not, a place is kept for this one. */
export function isFull(step: Step, { arn, maximumContacts }: QueueResource): boolean {
  if (maximumContacts === undefined) return false;
  return !step.world.board.reserve(step.contact, arn, maximumContacts);
}
