import * as v from "valibot";
import { parseInput } from "./input.ts";
import type { Queues } from "./queues.ts";

const INPUT = v.strictObject({ QueueUrl: v.string() });

export function purgeQueue(queues: Queues, input: unknown): object {
  queues.byUrl(parseInput(INPUT, input).QueueUrl).purge();
  return {};
}
