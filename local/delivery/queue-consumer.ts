import type { ReceivedMessage } from "../aws/sqs/receive-message.ts";
import { QueueReader, type QueueReading } from "./queue-reader.ts";

/** A message as its worker sees it. */
export interface QueuedMessage {
  readonly messageId: string;
  /** With which the worker deletes the message, or hides it longer, through SQS. */
  readonly receiptHandle: string;
  readonly body: string;
  /** System attributes, such as `ApproximateReceiveCount`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A worker's answer to one message. It deletes what it has done; what it leaves comes again. */
export type Work = (message: QueuedMessage) => Promise<unknown>;

export interface Consumer {
  /** No message is handed out any more; what is under way goes on. */
  stop(): void;
}

/**
 * Stands in for a container service that polls a queue: gives each message to the worker in this
 * process, so that the clock waits while one works, and for one that is ready.
 *
 * @param reading its `concurrency` is how many messages the worker has at once
 * @param failed told of what the worker throws; the message stays in the queue
 */
export function consumeQueue(
  reading: Omit<QueueReading, "batchSize" | "windowSeconds" | "handle">,
  work: Work,
  failed: (error: unknown) => void,
): Consumer {
  const reader = new QueueReader({
    ...reading,
    batchSize: 1,
    windowSeconds: 0,
    async handle([message]) {
      try {
        if (message) await work(queuedMessage(message));
      } catch (error) {
        failed(error);
      }
    },
  });
  reader.start();
  return { stop: () => reader.stop() };
}

function queuedMessage(message: ReceivedMessage): QueuedMessage {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
  };
}
