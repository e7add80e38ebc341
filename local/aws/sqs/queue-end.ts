import type { Queue } from "./queue.ts";
import { type ReceivedMessage, receiveNow } from "./receive-message.ts";

/** The end of a queue at which its messages come out, for who consumes it inside the stack. */
export interface QueueEnd {
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  /** What is there now, with all attributes, hidden from others for the queue's own time. */
  receive(most: number): readonly ReceivedMessage[];
  remove(receiptHandle: string): void;
  /** Epoch milliseconds; infinite when no message is hidden. */
  nextToAppear(): number;
  /** Calls `look` at once whenever something changed, until the returned function is called. */
  watch(look: () => void): () => void;
}

const EVERYTHING = { system: ["All"], user: ["All"] };

export function queueEnd(queue: Queue, account: string): QueueEnd {
  const { visibilityTimeoutSeconds } = queue.definition;
  return {
    arn: queue.arn,
    visibilityTimeoutSeconds,
    receive: (most) => receiveNow(queue, account, most, visibilityTimeoutSeconds, EVERYTHING),
    remove: (receiptHandle) => queue.remove(receiptHandle),
    nextToAppear: () => queue.nextToAppear(),
    watch: (look) => queue.waiters.watch(look),
  };
}
