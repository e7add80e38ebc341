import * as v from "valibot";
import { type Declared, number, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** An SQS standard queue. */
export interface QueueDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

// The defaults are those of CreateQueue (SQS API reference).
const schema = v.strictObject({
  QueueName: v.optional(v.string()),
  VisibilityTimeout: v.optional(number, 30),
  DelaySeconds: v.optional(number, 0),
  MessageRetentionPeriod: v.optional(number, 345_600),
  ReceiveMessageWaitTimeSeconds: v.optional(number, 0),
  RedrivePolicy: v.optional(
    v.strictObject({ deadLetterTargetArn: v.string(), maxReceiveCount: number }),
  ),
});

const INDIFFERENT = [
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "RedriveAllowPolicy",
  "SqsManagedSseEnabled",
  "Tags",
];

export function readQueue(declared: Declared): QueueDescription {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { name, identity } = resolver.named(logicalId, new Place(logicalId));
  const redrive = properties.RedrivePolicy;
  return {
    logicalId,
    name,
    arn: identity.attributes["Arn"] ?? "",
    url: identity.ref,
    visibilityTimeoutSeconds: properties.VisibilityTimeout,
    delaySeconds: properties.DelaySeconds,
    retentionSeconds: properties.MessageRetentionPeriod,
    receiveWaitSeconds: properties.ReceiveMessageWaitTimeSeconds,
    ...(redrive && {
      redrive: {
        deadLetterArn: redrive.deadLetterTargetArn,
        maxReceiveCount: redrive.maxReceiveCount,
      },
    }),
  };
}
