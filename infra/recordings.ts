import type {
  aws_cloudwatch as cloudwatch,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_sqs as sqs,
  aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { deadEndQueue } from "./dead-end-queue.ts";
import { recordingAlarms } from "./recordings/alarms.ts";
import { RecordingsHearing } from "./recordings/hearing.ts";
import { contactLedger } from "./recordings/ledger.ts";
import type { NamedRecordingsProps, RecordingsProps } from "./recordings/props.ts";
import { RecordingsSweep } from "./recordings/sweep.ts";

/**
 * Every agent call has its recording, or somebody knows within minutes. Contacts are followed to their
 * end in `table`; then their recordings are looked for. `src/recordings/README.md` has what a row says.
 */
export class Recordings extends Construct {
  readonly table: dynamodb.Table;
  readonly flowLogFunction: lambda.Function;
  readonly contactEventFunction: lambda.Function;
  /** What a notification of the bucket calls. */
  readonly objectCreatedFunction: lambda.Function;
  readonly sweepStartFunction: lambda.Function;
  readonly sweepFunction: lambda.Function;
  readonly stateMachine: stepfunctions.StateMachine;
  /** Log lines and events that can never be parsed. */
  readonly poisonQueue: sqs.Queue;
  /** Log lines and events that failed in every attempt. */
  readonly onFailureQueue: sqs.Queue;
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: RecordingsProps) {
    super(scope, id);
    const { name = "linekeeper-recordings", encryptionKey } = props;
    const alarmNamePrefix = props.alarmNamePrefix ?? name;
    const named: NamedRecordingsProps = { ...props, name, alarmNamePrefix };
    this.table = contactLedger(this, props);
    this.poisonQueue = deadEndQueue(this, "Poison", encryptionKey, `${name}-poison`);
    this.onFailureQueue = deadEndQueue(this, "Failures", encryptionKey, `${name}-failures`);
    const { table, poisonQueue, onFailureQueue } = this;
    const shared = { ...named, table, poisonQueue, onFailureQueue };
    const hearing = new RecordingsHearing(this, "Hearing", shared);
    this.flowLogFunction = hearing.flowLogFunction;
    this.contactEventFunction = hearing.contactEventFunction;
    this.objectCreatedFunction = hearing.objectCreatedFunction;
    const sweep = new RecordingsSweep(this, "Sweep", shared);
    this.sweepStartFunction = sweep.startFunction;
    this.sweepFunction = sweep.sweepFunction;
    this.stateMachine = sweep.stateMachine;
    this.alarms = recordingAlarms(this, named, this);
  }

  /** For a dashboard: in the order in which a contact comes to them. */
  get functions(): readonly lambda.Function[] {
    return [
      this.flowLogFunction,
      this.contactEventFunction,
      this.objectCreatedFunction,
      this.sweepStartFunction,
      this.sweepFunction,
    ];
  }
}
