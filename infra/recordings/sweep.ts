import {
  Duration,
  type aws_dynamodb as dynamodb,
  aws_events as events,
  aws_iam as iam,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
  aws_events_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import { sweepStartVariables, sweepVariables } from "../../src/recordings/settings.ts";
import { CONTACTS } from "../../src/recordings/table.ts";
import { acknowledgeWildcard } from "../acknowledgements.ts";
import { bundledFunction } from "../bundled-function.ts";
import { letEventsUseKey, useOfKey } from "../encryption.ts";
import { environmentFor } from "../environment-for.ts";
import { keepFailures } from "../on-failure.ts";
import { stateMachine } from "../state-machine.ts";
import { ledgerEnvironment } from "./ledger.ts";
import type { NamedRecordingsProps } from "./props.ts";

/** A step that is not done when its time is up is run again by the machine. */
const STEP = { memorySize: 256, timeout: Duration.seconds(120) };
const SHORT = { memorySize: 256, timeout: Duration.seconds(30) };

type Props = NamedRecordingsProps & {
  readonly table: dynamodb.Table;
  readonly onFailureQueue: sqs.Queue;
};

/** Repairs what nobody was told of: a state machine every five minutes, and the function that starts it. */
export class RecordingsSweep extends Construct {
  readonly sweepFunction: lambda.Function;
  readonly stateMachine: stepfunctions.StateMachine;
  readonly startFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.sweepFunction = this.#sweep(props);
    const { functionArn } = this.sweepFunction;
    this.stateMachine = stateMachine(this, {
      ...props,
      stateMachineName: props.name,
      definition: "recordings/recordings.asl.json",
      substitutions: { SweepFunction: functionArn },
      permissions: [
        new iam.PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [functionArn] }),
      ],
    });
    this.startFunction = this.#start(props);
  }

  #sweep(props: Props): lambda.Function {
    const { name, table, connectInstanceArn, recordings, recordingsPrefix } = props;
    const { reconciliationQueue, describeContactRate: rate, describeContactBurst: burst } = props;
    const contacts = `${connectInstanceArn}/contact/*`;
    const handler = bundledFunction(this, "Function", {
      ...props,
      functionName: `${name}-sweep`,
      bundle: "recordings-sweep",
      description: "Looks after contacts, and for their recordings",
      size: STEP,
      environment: environmentFor(sweepVariables, {
        ...ledgerEnvironment(props),
        CONNECT_INSTANCE_ARN: connectInstanceArn,
        RECORDINGS_BUCKET: recordings.bucketName,
        RECORDINGS_PREFIX: recordingsPrefix,
        ...(reconciliationQueue && { RECONCILIATION_QUEUE_URL: reconciliationQueue.queueUrl }),
        ...(rate !== undefined && { DESCRIBE_CONTACT_RATE: String(rate) }),
        ...(burst !== undefined && { DESCRIBE_CONTACT_BURST: String(burst) }),
      }),
      permissions: [
        // What is due, and nothing else, is read.
        new iam.PolicyStatement({
          actions: ["dynamodb:Query"],
          resources: [`${table.tableArn}/index/${CONTACTS.stateIndex}`],
        }),
        new iam.PolicyStatement({
          actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
          resources: [table.tableArn],
        }),
        new iam.PolicyStatement({ actions: ["connect:DescribeContact"], resources: [contacts] }),
        new iam.PolicyStatement({
          actions: ["s3:ListBucket"],
          resources: [recordings.bucketArn],
          conditions: { StringLike: { "s3:prefix": [`${recordingsPrefix}/*`] } },
        }),
        ...askFor(props),
      ],
      encryptedServices: ["dynamodb", "sqs"],
    });
    acknowledgeWildcard(handler.role, "anyContact", "Resource", contacts);
    return handler;
  }

  #start(props: Props): lambda.Function {
    const { name, encryptionKey, onFailureQueue } = props;
    const { stateMachineArn } = this.stateMachine;
    const handler = bundledFunction(this, "Start", {
      ...props,
      functionName: `${name}-sweep-start`,
      bundle: "recordings-sweep-start",
      description: "Starts a sweep, unless one goes on",
      size: SHORT,
      environment: environmentFor(sweepStartVariables, {
        SWEEP_STATE_MACHINE_ARN: stateMachineArn,
      }),
      permissions: [
        new iam.PolicyStatement({
          actions: ["states:ListExecutions", "states:StartExecution"],
          resources: [stateMachineArn],
        }),
        // What failed in every attempt Lambda sends there, in its name.
        new iam.PolicyStatement({
          actions: ["sqs:SendMessage"],
          resources: [onFailureQueue.queueArn],
        }),
      ],
      encryptedServices: ["sqs"],
    });
    keepFailures(handler, onFailureQueue);
    letEventsUseKey(encryptionKey);
    new events.Rule(this, "Schedule", {
      description: "Sweeps the contact ledger, on minutes divisible by five",
      schedule: events.Schedule.expression("cron(0/5 * * * ? *)"),
      targets: [new targets.LambdaFunction(handler, { deadLetterQueue: onFailureQueue })],
    });
    return handler;
  }
}

/** What it takes to ask for a missing recording. */
function askFor({ reconciliationQueue, encryptionKey }: Props): iam.PolicyStatement[] {
  if (reconciliationQueue === undefined) return [];
  const { queueArn, encryptionMasterKey } = reconciliationQueue;
  return [
    new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queueArn] }),
    // To send takes both (SQS developer guide, key management).
    ...(encryptionMasterKey === encryptionKey
      ? []
      : useOfKey(encryptionMasterKey, ["sqs"], ["kms:GenerateDataKey", "kms:Decrypt"])),
  ];
}
