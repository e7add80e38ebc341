import * as v from "valibot";
import { type BatchOutput, ENTRIES, inBatch } from "./batch.ts";
import { parseInput } from "./input.ts";
import type { Queues } from "./queues.ts";

const INPUT = v.strictObject({ QueueUrl: v.string(), ReceiptHandle: v.string() });
const ENTRY = v.strictObject({ ReceiptHandle: v.string() });
const BATCH = v.strictObject({ QueueUrl: v.string(), Entries: ENTRIES });

export function deleteMessage(queues: Queues, input: unknown): object {
  const { QueueUrl, ReceiptHandle } = parseInput(INPUT, input);
  queues.byUrl(QueueUrl).remove(ReceiptHandle);
  return {};
}

export function deleteMessageBatch(queues: Queues, input: unknown): BatchOutput<object> {
  const { QueueUrl, Entries } = parseInput(BATCH, input);
  const queue = queues.byUrl(QueueUrl);
  return inBatch(Entries, (entry) => {
    queue.remove(parseInput(ENTRY, entry).ReceiptHandle);
    return {};
  });
}
