import {
  Aws,
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { stateMachine } from "../state-machine.ts";
import type { MachineFunctions } from "./functions.ts";
import type { NamedReconciliationProps } from "./props.ts";

const DOWNLOAD_TIMEOUT_SECONDS = 7200;
const DOWNLOAD_HEARTBEAT_SECONDS = 600;

/** How long the machine waits to hear from a download. */
export function downloadHeartbeatSeconds({ downloadHeartbeat }: NamedReconciliationProps): number {
  return downloadHeartbeat?.toSeconds() ?? DOWNLOAD_HEARTBEAT_SECONDS;
}

/** The state machine of one reconciliation. */
export function reconciliationMachine(
  scope: Construct,
  props: NamedReconciliationProps,
  parts: {
    readonly table: dynamodb.Table;
    readonly functions: MachineFunctions;
    readonly deadLetterQueue: sqs.Queue;
  },
): stepfunctions.StateMachine {
  const { table, functions, deadLetterQueue } = parts;
  const arns = Object.entries(functions).map(([name, one]) => [name, one.functionArn] as const);
  const timeout = props.downloadTimeout?.toSeconds() ?? DOWNLOAD_TIMEOUT_SECONDS;
  return stateMachine(scope, {
    ...props,
    stateMachineName: props.name,
    definition: "reconciliation/reconciliation.asl.json",
    substitutions: {
      ...Object.fromEntries(arns),
      ReconciliationTableName: table.tableName,
      Partition: Aws.PARTITION,
      DeadLetterQueueUrl: deadLetterQueue.queueUrl,
      DownloadTimeoutSeconds: String(timeout),
      DownloadHeartbeatSeconds: String(downloadHeartbeatSeconds(props)),
    },
    permissions: [
      new iam.PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: arns.map(([, arn]) => arn),
      }),
      // Every state it comes to is in the item.
      new iam.PolicyStatement({ actions: ["dynamodb:UpdateItem"], resources: [table.tableArn] }),
      new iam.PolicyStatement({
        actions: ["sqs:SendMessage"],
        resources: [deadLetterQueue.queueArn],
      }),
    ],
    encryptedServices: ["dynamodb", "sqs"],
  });
}
