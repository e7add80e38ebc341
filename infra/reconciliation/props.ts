import type {
  Duration,
  aws_ecs as ecs,
  aws_kms as kms,
  RemovalPolicy,
  aws_secretsmanager as secretsmanager,
  aws_sqs as sqs,
} from "aws-cdk-lib";
import type { AlarmProps } from "../alarms.ts";
import type { StorageProps } from "../log-group.ts";
import type { RecordingsBucketProps } from "../recordings/bucket.ts";
import type { WorkerNetwork } from "./worker-network.ts";

/** The platform that recordings are fetched from. */
export interface ExportPlatformProps {
  /** Address of its API: https. */
  readonly exportApiUrl: string;
  /** The secret whose text is the API's bearer token. */
  readonly exportApiToken: Pick<secretsmanager.ISecret, "secretArn" | "encryptionKey">;
  /**
   * Hosts that archives may be downloaded from.
   * @default the API's own
   */
  readonly exportDownloadHosts?: readonly string[];
}

/** A queue that the trigger reads. */
export interface RequestQueue
  extends Pick<
    sqs.IQueue,
    "queueArn" | "queueUrl" | "metricApproximateAgeOfOldestMessage" | "encryptionMasterKey"
  > {
  readonly encryptionMasterKey?: kms.IKey;
}

/** Where and how many download workers run. */
export interface WorkersProps {
  /**
   * @default a small network of its own: two public subnets that nothing can reach into, no NAT
   * gateway
   */
  readonly network?: WorkerNetwork;
  /**
   * The cluster to run in. Without its Container Insights nobody is told that workers are missing.
   * @default one of its own
   */
  readonly cluster?: Pick<ecs.ICluster, "clusterArn" | "clusterName">;
  /**
   * Workers that always run. With none, a task would wait until CloudWatch has seen it, up to a
   * quarter of an hour after hours of quiet (SQS developer guide, CloudWatch metrics): longer than
   * its heartbeat lasts, so that the first recordings of a morning would fail.
   * @default 1
   */
  readonly minimumWorkers?: number;
  /** @default 4 */
  readonly maximumWorkers?: number;
}

/** What `Reconciliation` needs, and what may differ from its defaults. */
export interface ReconciliationProps
  extends ExportPlatformProps,
    RecordingsBucketProps,
    WorkersProps,
    AlarmProps,
    StorageProps {
  /**
   * The queue that requests come from. A message must stay invisible for six minutes, and have a
   * dead-letter queue to go to.
   * @default one of its own
   */
  readonly requestQueue?: RequestQueue;
  /**
   * How long a reconciliation may take. Whole seconds.
   * @default 4 hours
   */
  readonly timeout?: Duration;
  /**
   * How long a download may take, its time in the queue included. Whole seconds.
   * @default 2 hours
   */
  readonly downloadTimeout?: Duration;
  /**
   * How long a download may be silent, its time in the queue included. Whole seconds, shorter than
   * `downloadTimeout`.
   * @default 10 minutes
   */
  readonly downloadHeartbeat?: Duration;
  /**
   * Name of state machine and cluster, and what the names of queues and of functions other than the
   * five that the machine calls begin with.
   * @default "linekeeper-reconciliation"
   */
  readonly name?: string;
  /**
   * What the names of the five functions that the machine calls begin with, such as
   * `CreateExportJobFunction`. Give one where an account has the system twice.
   * @default nothing
   */
  readonly functionNamePrefix?: string;
  /** @default "ReconciliationTable" */
  readonly tableName?: string;
  /**
   * What becomes of the table when the construct is removed.
   * @default it is kept
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** With the names decided. */
export type NamedReconciliationProps = ReconciliationProps & { readonly name: string };
