import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { triggerVariables } from "../../src/reconciliation/settings.ts";
import { BACKGROUND, bundledFunction } from "../bundled-function.ts";
import { useOfKey } from "../encryption.ts";
import { environmentFor } from "../environment-for.ts";
import type { NamedReconciliationProps, RequestQueue } from "./props.ts";

/** Starts an execution for each request in the queue. */
export function reconciliationTrigger(
  scope: Construct,
  props: NamedReconciliationProps,
  parts: {
    readonly requestQueue: RequestQueue;
    readonly table: dynamodb.Table;
    readonly machine: stepfunctions.StateMachine;
    readonly poisonQueue: sqs.Queue;
  },
): lambda.Function {
  const { requestQueue, table, machine, poisonQueue } = parts;
  const handler = bundledFunction(scope, "Trigger", {
    ...props,
    functionName: `${props.name}-trigger`,
    bundle: "reconciliation-trigger",
    description: "Starts the reconciliations that were asked for",
    size: BACKGROUND,
    environment: environmentFor(triggerVariables, {
      RECONCILIATION_TABLE: table.tableName,
      RECONCILIATION_STATE_MACHINE_ARN: machine.stateMachineArn,
      RECONCILIATION_POISON_QUEUE_URL: poisonQueue.queueUrl,
    }),
    permissions: [
      // Claims the item; where another claim stands, looks at it.
      new iam.PolicyStatement({
        actions: ["dynamodb:UpdateItem", "dynamodb:GetItem"],
        resources: [table.tableArn],
      }),
      new iam.PolicyStatement({
        actions: ["states:StartExecution"],
        resources: [machine.stateMachineArn],
      }),
      // What can never be worked on.
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [poisonQueue.queueArn] }),
      // Lambda polls the queue (developer guide, services-sqs-configure).
      new iam.PolicyStatement({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resources: [requestQueue.queueArn],
      }),
      ...(requestQueue.encryptionMasterKey === props.encryptionKey
        ? []
        : useOfKey(requestQueue.encryptionMasterKey, ["sqs"], ["kms:Decrypt"])),
    ],
    encryptedServices: ["dynamodb", "sqs"],
  });
  new lambda.EventSourceMapping(scope, "RequestMapping", {
    target: handler,
    eventSourceArn: requestQueue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
  });
  return handler;
}
