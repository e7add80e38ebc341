import {
  CfnOutput,
  type aws_cloudwatch as cloudwatch,
  Duration,
  aws_kinesis as kinesis,
  type aws_lambda as lambda,
  Stack,
  type StackProps,
  aws_s3 as s3,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { demoVariables } from "../src/async-function/demo/settings.ts";
import { acknowledge } from "./acknowledgements.ts";
import { AsyncFunction } from "./async-function.ts";
import { bundledFunction } from "./bundled-function.ts";
import { Callbacks } from "./callbacks.ts";
import { dashboard } from "./dashboard.ts";
import { environmentFor } from "./environment-for.ts";
import { Flows } from "./flows.ts";
import { parameters } from "./parameters.ts";
import { reconciliationParameters, recordingsKey } from "./reconciliation/parameters.ts";
import { Reconciliation } from "./reconciliation.ts";
import { type RecordingsBucketProps, recordingsBucket } from "./recordings/bucket.ts";
import { recordingsParameters } from "./recordings/parameters.ts";
import { Recordings } from "./recordings.ts";
import { Trackers } from "./trackers.ts";

export interface LinekeeperStackProps extends StackProps {
  /**
   * Whether missing recordings are fetched. It takes an export platform to fetch them from.
   * @default true
   */
  readonly reconciliation?: boolean;
}

/** All of Linekeeper for one Connect instance, the async function around a demo. */
export class LinekeeperStack extends Stack {
  readonly callbacks: Callbacks;
  readonly trackers: Trackers;
  readonly asyncFunction: AsyncFunction;
  readonly flows: Flows;
  readonly reconciliation: Reconciliation | undefined;
  readonly recordings: Recordings;

  constructor(scope: Construct, id: string, props: LinekeeperStackProps = {}) {
    super(scope, id, props);
    const { connectInstanceArn, contactRecordStreamArn, alarmAction, flows } = parameters(this);
    const contactRecordFailures = this.#failuresBucket();
    const common = {
      connectInstanceArn,
      contactRecords: kinesis.Stream.fromStreamArn(this, "ContactRecords", contactRecordStreamArn),
      contactRecordFailures,
      alarmAction,
    };
    this.callbacks = new Callbacks(this, "Callbacks", common);
    this.trackers = new Trackers(this, "Trackers", common);
    this.asyncFunction = new AsyncFunction(this, "AsyncFunction", {
      connectInstanceArn,
      alarmAction,
      wrappedFunction: this.#demo(),
    });
    const bucket = recordingsBucket(this);
    if (props.reconciliation ?? true) {
      this.reconciliation = this.#reconciliation(bucket, alarmAction);
    }
    this.recordings = new Recordings(this, "Recordings", {
      ...recordingsParameters(this),
      ...bucket,
      connectInstanceArn,
      alarmAction,
      ...(this.reconciliation && { reconciliationQueue: this.reconciliation.requestQueue }),
    });
    this.flows = new Flows(this, "Flows", {
      ...flows,
      connectInstanceArn,
      trackerCheckFunction: this.trackers.checkFunction,
      callbacksSetFunction: this.callbacks.setFunction,
      callbacksClearFunction: this.callbacks.clearFunction,
      callbacksCancelFunction: this.callbacks.cancelFunction,
      asyncFunction: this.asyncFunction.function,
    });
    this.#dashboard();
    this.#outputs(contactRecordFailures);
  }

  /** Batches of contact records that were given up: private, and gone when nobody needs them. */
  #failuresBucket(): s3.Bucket {
    const bucket = new s3.Bucket(this, "ContactRecordFailures", {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // They hold telephone numbers and attributes. As long as a message in a dead-end queue.
      lifecycleRules: [{ expiration: Duration.days(14) }],
    });
    acknowledge(bucket, "noAccessLog");
    return bucket;
  }

  /** A slow function of the bank's, as it would call it without Linekeeper. */
  #demo(): lambda.Function {
    return bundledFunction(this, "Demo", {
      functionName: "linekeeper-demo-account-balance",
      bundle: "demo-account-balance",
      description: "Demo: an account balance from a slow system",
      size: { memorySize: 256, timeout: Duration.seconds(60) },
      environment: environmentFor(demoVariables, {}),
      // It calls nothing: the slow system is simulated.
      permissions: [],
    });
  }

  #reconciliation(
    bucket: RecordingsBucketProps,
    alarmAction: cloudwatch.IAlarmAction,
  ): Reconciliation {
    const reconciliation = new Reconciliation(this, "Reconciliation", {
      ...reconciliationParameters(this),
      ...bucket,
      alarmAction,
    });
    recordingsKey(this, reconciliation.workers.taskRole);
    return reconciliation;
  }

  #dashboard(): void {
    const { callbacks, trackers, asyncFunction, recordings, reconciliation } = this;
    dashboard(this, "Dashboard", this.stackName, [
      {
        system: "callbacks",
        title: "Callback claims",
        alarms: callbacks.alarms,
        functions: [
          callbacks.setFunction,
          callbacks.clearFunction,
          callbacks.cancelFunction,
          callbacks.releaseFunction,
        ],
      },
      {
        system: "trackers",
        title: "Context trackers",
        alarms: trackers.alarms,
        functions: [trackers.checkFunction, trackers.recordFunction],
      },
      {
        system: "async-function",
        title: "Async function",
        alarms: asyncFunction.alarms,
        functions: [asyncFunction.function],
      },
      {
        system: "recordings",
        title: "Recording watch",
        alarms: recordings.alarms,
        functions: recordings.functions,
      },
      ...(reconciliation
        ? [
            {
              system: "reconciliation" as const,
              title: "Reconciliation",
              alarms: reconciliation.alarms,
              functions: reconciliation.functions,
            },
          ]
        : []),
    ]);
  }

  #outputs(contactRecordFailures: s3.Bucket): void {
    const { callbacks, trackers, asyncFunction, recordings, reconciliation } = this;
    const outputs = {
      CallbacksTableName: callbacks.table.tableName,
      CallbacksPoisonQueueUrl: callbacks.poisonQueue.queueUrl,
      CallbacksOnFailureQueueUrl: callbacks.onFailureQueue.queueUrl,
      TrackersTableName: trackers.table.tableName,
      TrackersPoisonQueueUrl: trackers.poisonQueue.queueUrl,
      ContactRecordFailuresBucketName: contactRecordFailures.bucketName,
      AsyncFunctionStateMachineArn: asyncFunction.stateMachine.stateMachineArn,
      ContactTableName: recordings.table.tableName,
      RecordingsStateMachineArn: recordings.stateMachine.stateMachineArn,
      RecordingsPoisonQueueUrl: recordings.poisonQueue.queueUrl,
      RecordingsOnFailureQueueUrl: recordings.onFailureQueue.queueUrl,
      ...(reconciliation && reconciliationOutputs(reconciliation)),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
    const { entry, outboundWhisper } = this.flows;
    for (const [name, flow] of Object.entries({
      EntryFlowArn: entry,
      OutboundWhisperFlowArn: outboundWhisper,
    })) {
      const { condition } = flow.cfnOptions;
      new CfnOutput(this, name, {
        value: flow.attrContactFlowArn,
        ...(condition && { condition }),
      });
    }
  }
}

function reconciliationOutputs(reconciliation: Reconciliation): Record<string, string> {
  const { downloads, requestDeadLetterQueue, workers } = reconciliation;
  return {
    ReconciliationTableName: reconciliation.table.tableName,
    ReconciliationStateMachineArn: reconciliation.stateMachine.stateMachineArn,
    ReconciliationRequestsQueueUrl: reconciliation.requestQueue.queueUrl,
    ...(requestDeadLetterQueue && {
      ReconciliationRequestsDeadQueueUrl: requestDeadLetterQueue.queueUrl,
    }),
    ReconciliationDownloadsQueueUrl: downloads.queue.queueUrl,
    ReconciliationDownloadsDeadQueueUrl: downloads.deadLetterQueue.queueUrl,
    ReconciliationDeadLettersQueueUrl: reconciliation.deadLetterQueue.queueUrl,
    ReconciliationPoisonQueueUrl: reconciliation.poisonQueue.queueUrl,
    ReconciliationOnFailureQueueUrl: reconciliation.onFailureQueue.queueUrl,
    ReconciliationClusterName: workers.clusterName,
    ReconciliationServiceName: workers.serviceName,
  };
}
