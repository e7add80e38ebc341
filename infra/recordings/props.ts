import type { Duration, aws_kms as kms, RemovalPolicy, aws_sqs as sqs } from "aws-cdk-lib";
import type { Enrol } from "../../src/recordings/enrolment.ts";
import type { AlarmProps } from "../alarms.ts";
import type { StorageProps } from "../log-group.ts";
import type { RecordingsBucketProps } from "./bucket.ts";

/**
 * How the bucket tells of what is put into it. `EventBridge`: it sends all its events there, which
 * goes beside whatever else it notifies. `Notification`: its own notification calls
 * `objectCreatedFunction`, as whoever owns the bucket sets up; it may call nobody else for the same keys.
 */
export type BucketEvents = "EventBridge" | "Notification";

/** A queue that missing recordings are asked for by. */
interface ReconciliationQueue extends Pick<sqs.IQueue, "queueArn" | "queueUrl"> {
  readonly encryptionMasterKey?: kms.IKey;
}

/** What the functions that hear of contacts need. */
export interface HearingProps {
  /** The Connect instance whose contacts are watched; events of others are dropped. */
  readonly connectInstanceArn: string;
  /**
   * The flow log, `/aws/connect/<instance alias>`. It may have two subscriptions: where both are
   * taken, leave it out, and see docs/operations.md.
   * @default nobody is subscribed
   */
  readonly flowLogGroupName?: string;
  /**
   * Names in the flow log of the blocks that set the recording behaviour.
   * @default SetRecordingBehavior
   */
  readonly recordingBlocks?: readonly string[];
  /** @default "EventBridge" */
  readonly bucketEvents?: BucketEvents;
}

/** How much the sweep may ask of Connect: the account's limit is shared by whoever else asks. */
interface DescribeContactProps {
  /**
   * Calls of DescribeContact a second.
   * @default 2, the account's default
   */
  readonly describeContactRate?: number;
  /**
   * Calls that may come at once after a rest.
   * @default 5, the account's default
   */
  readonly describeContactBurst?: number;
}

/** What `Recordings` needs, and what may differ from its defaults. */
export interface RecordingsProps
  extends HearingProps,
    DescribeContactProps,
    RecordingsBucketProps,
    AlarmProps,
    StorageProps {
  /**
   * Which contacts are watched: those with a recording block and those that follow them, or also every
   * other with an agent.
   * @default "flow-log"
   */
  readonly enrol?: Enrol;
  /**
   * How long after the disconnect a recording may take. Whole seconds.
   * @default 15 minutes
   */
  readonly grace?: Duration;
  /**
   * The queue of requests of `Reconciliation`.
   * @default nobody is asked to fetch what is missing
   */
  readonly reconciliationQueue?: ReconciliationQueue;
  /**
   * Name of the state machine, and what the names of queues and functions begin with.
   * @default "linekeeper-recordings"
   */
  readonly name?: string;
  /** @default "ContactTable" */
  readonly tableName?: string;
  /**
   * What becomes of the ledger when the construct is removed.
   * @default it is kept
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** With the names decided. */
export type NamedRecordingsProps = RecordingsProps & { readonly name: string };
