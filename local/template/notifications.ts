import * as v from "valibot";
import { type Declared, flag, readProperties } from "./properties.ts";

/** Whom a bucket tells of objects that are created. */
export interface BucketNotifications {
  readonly bucket: string;
  /** Everything goes to the default event bus. */
  readonly eventBridge: boolean;
  readonly targets: readonly NotificationTarget[];
}

export interface NotificationTarget {
  /** Where in the template it stands. */
  readonly logicalId: string;
  /** A function or a queue. */
  readonly arn: string;
  /** Such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const rules = v.optional(v.array(v.strictObject({ Name: v.string(), Value: v.string() })), []);
type Rules = v.InferOutput<typeof rules>;

/** There are topics in AWS; the local stack has none. */
const none = v.optional(v.pipe(v.array(v.unknown()), v.maxLength(0)));

const inBucket = {
  Event: v.string(),
  Filter: v.optional(v.strictObject({ S3Key: v.strictObject({ Rules: rules }) })),
};

/** The `NotificationConfiguration` of a bucket, in CloudFormation's words. */
export const notificationConfiguration = v.strictObject({
  EventBridgeConfiguration: v.optional(
    v.strictObject({ EventBridgeEnabled: v.optional(flag, true) }),
  ),
  LambdaConfigurations: v.optional(
    v.array(v.strictObject({ ...inBucket, Function: v.string() })),
    [],
  ),
  QueueConfigurations: v.optional(v.array(v.strictObject({ ...inBucket, Queue: v.string() })), []),
  TopicConfigurations: none,
});

export function bucketNotifications(
  logicalId: string,
  bucket: string,
  given: v.InferOutput<typeof notificationConfiguration>,
): BucketNotifications {
  const functions = given.LambdaConfigurations.map((one) => ({ ...one, arn: one.Function }));
  const queues = given.QueueConfigurations.map((one) => ({ ...one, arn: one.Queue }));
  return {
    bucket,
    eventBridge: given.EventBridgeConfiguration?.EventBridgeEnabled ?? false,
    targets: [...functions, ...queues].map(({ arn, Event, Filter }) => ({
      logicalId,
      arn,
      events: [Event],
      ...keys(Filter?.S3Key.Rules),
    })),
  };
}

const inApi = {
  Id: v.optional(v.string()),
  Events: v.array(v.string()),
  Filter: v.optional(v.strictObject({ Key: v.strictObject({ FilterRules: rules }) })),
};

/** `Custom::S3BucketNotifications` of the CDK, in the words of S3's API. */
const customResource = v.strictObject({
  BucketName: v.string(),
  NotificationConfiguration: v.strictObject({
    EventBridgeConfiguration: v.optional(v.strictObject({})),
    LambdaFunctionConfigurations: v.optional(
      v.array(v.strictObject({ ...inApi, LambdaFunctionArn: v.string() })),
      [],
    ),
    QueueConfigurations: v.optional(
      v.array(v.strictObject({ ...inApi, QueueArn: v.string() })),
      [],
    ),
    TopicConfigurations: none,
  }),
});

const INDIFFERENT = ["ServiceToken", "Managed", "SkipDestinationValidation"];

/** The CDK sets notifications when the bucket is there; so it can also for a bucket of somebody else. */
export function readCustomNotifications(declared: Declared): BucketNotifications {
  const { logicalId } = declared;
  const properties = readProperties(declared, customResource, INDIFFERENT);
  const { NotificationConfiguration: given } = properties;
  const functions = given.LambdaFunctionConfigurations.map((one) => ({
    ...one,
    arn: one.LambdaFunctionArn,
  }));
  const queues = given.QueueConfigurations.map((one) => ({ ...one, arn: one.QueueArn }));
  return {
    bucket: properties.BucketName,
    eventBridge: given.EventBridgeConfiguration !== undefined,
    targets: [...functions, ...queues].map(({ arn, Events, Filter }) => ({
      logicalId,
      arn,
      events: Events,
      ...keys(Filter?.Key.FilterRules),
    })),
  };
}

/** S3 writes the names of the rules in any case. */
function keys(filter: Rules = []): Pick<NotificationTarget, "prefix" | "suffix"> {
  const value = (name: string) => filter.find((rule) => rule.Name.toLowerCase() === name)?.Value;
  return { prefix: value("prefix") ?? "", suffix: value("suffix") ?? "" };
}
