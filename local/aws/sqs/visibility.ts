import * as v from "valibot";
import { parseInput } from "./input.ts";
import type { Queues } from "./queues.ts";

/** A message can be hidden for up to 12 hours. */
export const VISIBILITY_SECONDS: v.GenericSchema<unknown, number> = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(43_200),
);

const INPUT = v.strictObject({
  QueueUrl: v.string(),
  ReceiptHandle: v.string(),
  VisibilityTimeout: VISIBILITY_SECONDS,
});

export function changeMessageVisibility(queues: Queues, input: unknown): object {
  const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parseInput(INPUT, input);
  queues.byUrl(QueueUrl).hide(ReceiptHandle, VisibilityTimeout);
  return {};
}
