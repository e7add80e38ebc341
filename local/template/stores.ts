import { type BucketDescription, readBuckets } from "./bucket.ts";
import type { BucketNotifications } from "./notifications.ts";
import { declarations, distinct } from "./properties.ts";
import { type QueueDescription, readQueue } from "./queue.ts";
import type { Resolver } from "./resolver.ts";
import { readSecret, type SecretDescription } from "./secret.ts";
import { readTable, type TableDescription } from "./table.ts";

export const TABLES: readonly string[] = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

/** What the template's functions write to and read from. */
export function readStores(resolver: Resolver): {
  readonly tables: readonly TableDescription[];
  readonly queues: readonly QueueDescription[];
  readonly buckets: readonly BucketDescription[];
  readonly notifications: readonly BucketNotifications[];
  readonly secrets: readonly SecretDescription[];
} {
  return {
    tables: distinct(declarations(resolver, ...TABLES).map(readTable)),
    queues: distinct(declarations(resolver, "AWS::SQS::Queue").map(readQueue)),
    ...readBuckets(resolver),
    secrets: distinct(declarations(resolver, "AWS::SecretsManager::Secret").map(readSecret)),
  };
}
