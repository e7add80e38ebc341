import * as v from "valibot";
import {
  type BucketNotifications,
  bucketNotifications,
  notificationConfiguration,
  readCustomNotifications,
} from "./notifications.ts";
import { type Declared, declarations, distinct, readProperties } from "./properties.ts";
import type { Resolver } from "./resolver.ts";
import { Place } from "./template-error.ts";

/** An S3 bucket. */
export interface BucketDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export const BUCKET_NOTIFICATIONS = "Custom::S3BucketNotifications";

const schema = v.strictObject({
  BucketName: v.optional(v.string()),
  NotificationConfiguration: v.optional(notificationConfiguration, {}),
});

const INDIFFERENT = [
  "AccelerateConfiguration",
  "AccessControl",
  "AnalyticsConfigurations",
  "BucketEncryption",
  "CorsConfiguration",
  "IntelligentTieringConfigurations",
  "InventoryConfigurations",
  "LifecycleConfiguration",
  "LoggingConfiguration",
  "MetricsConfigurations",
  "OwnershipControls",
  "PublicAccessBlockConfiguration",
  "Tags",
  "VersioningConfiguration",
];

/** The template's buckets, and whom these and others tell of their objects. */
export function readBuckets(resolver: Resolver): {
  readonly buckets: readonly BucketDescription[];
  readonly notifications: readonly BucketNotifications[];
} {
  const read = declarations(resolver, "AWS::S3::Bucket").map(readBucket);
  const custom = declarations(resolver, BUCKET_NOTIFICATIONS).map(readCustomNotifications);
  return {
    buckets: distinct(read.map(({ bucket }) => bucket)),
    notifications: [...read.map(({ notifications }) => notifications), ...custom].filter(
      ({ eventBridge, targets }) => eventBridge || targets.length > 0,
    ),
  };
}

function readBucket(declared: Declared): {
  readonly bucket: BucketDescription;
  readonly notifications: BucketNotifications;
} {
  const { logicalId, resolver } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const { ref: name, attributes } = resolver.named(logicalId, new Place(logicalId)).identity;
  return {
    bucket: { logicalId, name, arn: attributes["Arn"] ?? "" },
    notifications: bucketNotifications(logicalId, name, properties.NotificationConfiguration),
  };
}
