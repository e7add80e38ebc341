import * as v from "valibot";
import { ServiceError } from "../service.ts";
import { parseInput } from "./input.ts";
import { LARGEST_MESSAGE } from "./message.ts";
import { type Queue, RETENTION_SECONDS } from "./queue.ts";
import type { Queues } from "./queues.ts";

const INPUT = v.strictObject({
  QueueUrl: v.string(),
  AttributeNames: v.optional(v.array(v.string()), []),
});

/** @throws {ServiceError} `InvalidAttributeName` */
export function getQueueAttributes(
  queues: Queues,
  input: unknown,
): { readonly Attributes?: Record<string, string> } {
  const { QueueUrl, AttributeNames } = parseInput(INPUT, input);
  const all = attributesOf(queues.byUrl(QueueUrl));
  const attributes: Record<string, string> = {};
  for (const name of AttributeNames.includes("All") ? Object.keys(all) : AttributeNames) {
    if (!Object.hasOwn(all, name)) {
      throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    }
    const value = all[name];
    if (value !== undefined) attributes[name] = value;
  }
  return Object.keys(attributes).length > 0 ? { Attributes: attributes } : {};
}

function attributesOf(queue: Queue): Record<string, string | undefined> {
  const { definition } = queue;
  const depth = queue.depth();
  const created = String(Math.floor(queue.createdAt / 1_000));
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(depth.ready),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(definition.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(definition.retentionSeconds ?? RETENTION_SECONDS),
    DelaySeconds: String(definition.delaySeconds ?? 0),
    MaximumMessageSize: String(LARGEST_MESSAGE),
    ReceiveMessageWaitTimeSeconds: String(definition.receiveWaitSeconds ?? 0),
    RedrivePolicy: redrivePolicy(definition.redrive),
  };
}

function redrivePolicy(redrive: Queue["definition"]["redrive"]): string | undefined {
  if (!redrive) return undefined;
  return JSON.stringify({
    deadLetterTargetArn: redrive.deadLetterArn,
    maxReceiveCount: redrive.maxReceiveCount,
  });
}
