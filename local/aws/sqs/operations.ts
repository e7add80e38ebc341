import type { LocalClock } from "../../clock/clock.ts";
import type { Call } from "../door/json-service.ts";
import { deleteMessage, deleteMessageBatch } from "./delete-message.ts";
import { getQueueUrl, listQueues } from "./find-queues.ts";
import { purgeQueue } from "./purge-queue.ts";
import { getQueueAttributes } from "./queue-attributes.ts";
import type { Queues } from "./queues.ts";
import { type ReceiveOutput, receiveMessage } from "./receive-message.ts";
import { type SendOutput, sendMessage, sendMessageBatch } from "./send-message.ts";
import { changeMessageVisibility } from "./visibility.ts";

type Operation<Output = object> = (input: unknown, call?: Call) => Output;

/** Every operation that there is, by its name on the wire. */
export interface SqsOperations extends Readonly<Record<string, Operation<unknown>>> {
  readonly SendMessage: Operation<SendOutput>;
  readonly SendMessageBatch: Operation;
  readonly ReceiveMessage: Operation<Promise<ReceiveOutput>>;
  readonly DeleteMessage: Operation;
  readonly DeleteMessageBatch: Operation;
  readonly ChangeMessageVisibility: Operation;
  readonly GetQueueUrl: Operation;
  readonly GetQueueAttributes: Operation;
  readonly ListQueues: Operation;
  readonly PurgeQueue: Operation;
}

export function sqsOperations(queues: Queues, clock: LocalClock): SqsOperations {
  return {
    SendMessage: (input) => sendMessage(queues, clock, input),
    SendMessageBatch: (input) => sendMessageBatch(queues, clock, input),
    ReceiveMessage: (input, call) => receiveMessage(queues, clock, input, call),
    DeleteMessage: (input) => deleteMessage(queues, input),
    DeleteMessageBatch: (input) => deleteMessageBatch(queues, input),
    ChangeMessageVisibility: (input) => changeMessageVisibility(queues, input),
    GetQueueUrl: (input) => getQueueUrl(queues, input),
    GetQueueAttributes: (input) => getQueueAttributes(queues, input),
    ListQueues: (input) => listQueues(queues, input),
    PurgeQueue: (input) => purgeQueue(queues, input),
  };
}
