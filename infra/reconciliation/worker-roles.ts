import {
  Aws,
  type aws_ecr as ecr,
  aws_iam as iam,
  type aws_logs as logs,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledgeWildcard } from "../acknowledgements.ts";
import { useOfKey } from "../encryption.ts";
import { readToken } from "./functions.ts";
import type { NamedReconciliationProps } from "./props.ts";

/** What an upload in parts takes of the bucket's key (S3 user guide, mpuoverview). */
export const WRITES_RECORDINGS: readonly string[] = ["kms:GenerateDataKey", "kms:Decrypt"];

/** What the worker's code may do. */
export function workerRole(
  scope: Construct,
  props: NamedReconciliationProps,
  parts: {
    readonly downloads: sqs.Queue;
    readonly poisonQueue: sqs.Queue;
    readonly machine: stepfunctions.StateMachine;
  },
): iam.Role {
  const { recordings, recordingsPrefix, encryptionKey } = props;
  const ofRecordings = recordings.arnForObjects(`${recordingsPrefix}/*`);
  const role = taskRole(scope, "TaskRole", [
    new iam.PolicyStatement({
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
      resources: [parts.downloads.queueArn],
    }),
    // What can never be worked on.
    new iam.PolicyStatement({
      actions: ["sqs:SendMessage"],
      resources: [parts.poisonQueue.queueArn],
    }),
    // How a download ends, and that it goes on. The task token names the execution.
    new iam.PolicyStatement({
      actions: ["states:SendTaskSuccess", "states:SendTaskFailure", "states:SendTaskHeartbeat"],
      resources: [parts.machine.stateMachineArn],
    }),
    new iam.PolicyStatement({
      actions: [
        // An upload in parts, which is completed only when it is proven...
        "s3:PutObject",
        "s3:AbortMultipartUpload",
        // ... and on condition of what lies there, at which it looks first.
        "s3:GetObject",
      ],
      resources: [ofRecordings],
    }),
    // Without it S3 answers "forbidden" where nothing lies; a prefix cannot be told for that.
    new iam.PolicyStatement({ actions: ["s3:ListBucket"], resources: [recordings.bucketArn] }),
    ...useOfKey(recordings.encryptionKey, ["s3"], WRITES_RECORDINGS),
    ...readToken(props),
    ...useOfKey(encryptionKey, ["sqs"]),
  ]);
  acknowledgeWildcard(role, "anyRecording", "Resource", ofRecordings);
  if (encryptionKey) acknowledgeWildcard(role, "anyDataKey", "Action", "kms:GenerateDataKey*");
  return role;
}

/** What Fargate does before the code runs: fetches the image, and opens the log. */
export function executionRole(
  scope: Construct,
  repository: ecr.IRepository,
  log: logs.LogGroup,
): iam.Role {
  const role = taskRole(scope, "ExecutionRole", [
    new iam.PolicyStatement({
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
      resources: [repository.repositoryArn],
    }),
    new iam.PolicyStatement({ actions: ["ecr:GetAuthorizationToken"], resources: ["*"] }),
    new iam.PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [log.logGroupArn],
    }),
  ]);
  acknowledgeWildcard(role, "registryToken", "Resource", "*");
  return role;
}

/** Only for tasks of this account (ECS developer guide, task-iam-roles). */
function taskRole(scope: Construct, id: string, statements: iam.PolicyStatement[]): iam.Role {
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal("ecs-tasks.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: { Calls: new iam.PolicyDocument({ statements }) },
  });
}
