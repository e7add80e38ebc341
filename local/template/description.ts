import type { BucketDescription } from "./bucket.ts";
import type { ContainerDescription } from "./container.ts";
import type { FunctionDescription } from "./function.ts";
import type { MappingDescription } from "./mapping.ts";
import type { BucketNotifications } from "./notifications.ts";
import type { QueueDescription } from "./queue.ts";
import type { RuleDescription } from "./rule.ts";
import type { SecretDescription } from "./secret.ts";
import type { StateMachineDescription } from "./state-machine.ts";
import type { SubscriptionFilterDescription } from "./subscription-filter.ts";
import type { TableDescription } from "./table.ts";

/** What a template declares, as far as it runs on a laptop: no intrinsics, every default filled in. */
export interface StackDescription {
  readonly tables: readonly TableDescription[];
  readonly functions: readonly FunctionDescription[];
  readonly queues: readonly QueueDescription[];
  readonly mappings: readonly MappingDescription[];
  readonly rules: readonly RuleDescription[];
  readonly subscriptionFilters: readonly SubscriptionFilterDescription[];
  readonly stateMachines: readonly StateMachineDescription[];
  readonly buckets: readonly BucketDescription[];
  /** Of the buckets above, and of buckets that exist beside the stack. */
  readonly notifications: readonly BucketNotifications[];
  readonly secrets: readonly SecretDescription[];
  readonly containers: readonly ContainerDescription[];
  /** Values of the stack's outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What runs only in AWS: resources of other types, deployment functions, outputs about them. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  /** Logical id, or `Outputs.<name>`. */
  readonly what: string;
  readonly why: string;
}
