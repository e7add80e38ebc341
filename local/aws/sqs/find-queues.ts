import * as v from "valibot";
import { parseInput } from "./input.ts";
import type { Queues } from "./queues.ts";

const BY_NAME = v.strictObject({ QueueName: v.string() });
const BY_PREFIX = v.strictObject({ QueueNamePrefix: v.optional(v.string(), "") });

export function getQueueUrl(queues: Queues, input: unknown): { readonly QueueUrl: string } {
  const { definition } = queues.byName(parseInput(BY_NAME, input).QueueName);
  return { QueueUrl: queues.url(definition.name) };
}

/** All of them at once, as SQS does for a caller who sets no page size. */
export function listQueues(queues: Queues, input: unknown): { readonly QueueUrls?: string[] } {
  const { QueueNamePrefix } = parseInput(BY_PREFIX, input);
  const urls = queues
    .all()
    .map(({ definition }) => definition.name)
    .filter((name) => name.startsWith(QueueNamePrefix))
    .map((name) => queues.url(name));
  return urls.length > 0 ? { QueueUrls: urls } : {};
}
