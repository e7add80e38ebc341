import { branchOff, exit, failed, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { isFull } from "./is-full.ts";
import { queueIn } from "./queue-in.ts";

/** Twelve contacts in a chain (administrator guide, transfer-to-queue). */
const MOST_TRANSFERS = 11;

/** Out of this queue into another one, as a new contact. */
export function dequeueContactAndTransferToQueue(step: Step): Outcome {
  if (transfersBefore(step) >= MOST_TRANSFERS) {
    return failed(`a contact changes its queue at most ${MOST_TRANSFERS} times`);
  }
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  return isFull(step, queue) ? branchOff("QueueAtCapacity") : exit({ to: "other-queue", queue });
}

function transfersBefore({ contact }: Step): number {
  let count = 0;
  for (
    let at = contact;
    at.initiationMethod === "QUEUE_TRANSFER" && at.previous;
    at = at.previous
  ) {
    count += 1;
  }
  return count;
}
