import type { TestTemplate } from "./test-template.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** What each role may do: `<action> on <resource>`, and `if <condition>` where there is one. */
export function permissions(template: TestTemplate): Record<string, string[]> {
  const attached = Object.values(template.of("AWS::IAM::Policy"));
  return Object.fromEntries(
    Object.entries(template.of("AWS::IAM::Role")).map(([name, role]) => {
      const own = (role["Policies"] ?? []) as readonly Policy[];
      const others = attached.filter((one) => (one["Roles"] as string[]).includes(`<${name}>`));
      const statements = [...own, ...(others as unknown as readonly Policy[])].flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement,
      );
      return [name, statements.flatMap(lines)];
    }),
  );
}

function lines({ Effect, Action, Resource, Condition }: Statement): string[] {
  const effect = Effect === "Allow" ? "" : `${Effect}: `;
  const condition = Condition ? ` if ${JSON.stringify(Condition)}` : "";
  return [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => `${effect}${action} on ${resource}${condition}`),
    );
}

const ITS_LOG = (id: string) => [
  `logs:CreateLogStream on <${id}Logs.Arn>`,
  `logs:PutLogEvents on <${id}Logs.Arn>`,
];

const CONTACT_RECORDS = [
  "kinesis:DescribeStream on <ContactRecordStreamArn>",
  "kinesis:DescribeStreamSummary on <ContactRecordStreamArn>",
  "kinesis:GetRecords on <ContactRecordStreamArn>",
  "kinesis:GetShardIterator on <ContactRecordStreamArn>",
  "kinesis:ListShards on <ContactRecordStreamArn>",
  "s3:PutObject on <ContactRecordFailures.Arn>/aws/lambda/*",
  "s3:ListBucket on <ContactRecordFailures.Arn>",
];

const DELIVERY_OF_LOGS = [
  "logs:CreateLogDelivery on *",
  "logs:GetLogDelivery on *",
  "logs:UpdateLogDelivery on *",
  "logs:DeleteLogDelivery on *",
  "logs:ListLogDeliveries on *",
  "logs:PutResourcePolicy on *",
  "logs:DescribeResourcePolicies on *",
  "logs:DescribeLogGroups on *",
];

const TOKEN = "secretsmanager:GetSecretValue on <ExportApiTokenSecretArn>";
const RECORDINGS = "arn:<AWS::Partition>:s3:::<RecordingsBucketName>";
const RECORDINGS_KEY =
  '<RecordingsKeyArn> if {"StringEquals":{"kms:ViaService":["s3.<AWS::Region>.<AWS::URLSuffix>"]}}';
const IMAGES =
  "arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/cdk-hnb659fds-container-assets-<AWS::AccountId>-<AWS::Region>";

const HEARS = (id: string) => [
  "dynamodb:GetItem on <RecordingsTable.Arn>",
  "dynamodb:PutItem on <RecordingsTable.Arn>",
  "sqs:SendMessage on <RecordingsPoison.Arn>",
  "sqs:SendMessage on <RecordingsFailures.Arn>",
  ...ITS_LOG(`RecordingsHearing${id}`),
];

/** Every role of the stack. Whoever adds a call adds a line here, and sees what it takes. */
export const LEAST_PRIVILEGE: Readonly<Record<string, readonly string[]>> = {
  CallbacksSetRole: ["dynamodb:UpdateItem on <CallbacksTable.Arn>", ...ITS_LOG("CallbacksSet")],
  CallbacksClearRole: ["dynamodb:DeleteItem on <CallbacksTable.Arn>", ...ITS_LOG("CallbacksClear")],
  CallbacksCancelRole: [
    "dynamodb:GetItem on <CallbacksTable.Arn>",
    "dynamodb:DeleteItem on <CallbacksTable.Arn>",
    "connect:StopContact on <ConnectInstanceArn>/contact/*",
    ...ITS_LOG("CallbacksCancel"),
  ],
  CallbacksReleaseFunctionRole: [
    "dynamodb:Query on <CallbacksTable.Arn>/index/OwnerIndex",
    "dynamodb:UpdateItem on <CallbacksTable.Arn>",
    "dynamodb:DeleteItem on <CallbacksTable.Arn>",
    "sqs:SendMessage on <CallbacksReleasePoisonQueue.Arn>",
    "sqs:SendMessage on <CallbacksReleaseOnFailureQueue.Arn>",
    ...CONTACT_RECORDS,
    ...ITS_LOG("CallbacksReleaseFunction"),
  ],
  TrackersCheckRole: [
    "dynamodb:GetItem on <TrackersTable.Arn>",
    "dynamodb:UpdateItem on <TrackersTable.Arn>",
    ...ITS_LOG("TrackersCheck"),
  ],
  TrackersRecordRole: [
    "dynamodb:UpdateItem on <TrackersTable.Arn>",
    "sqs:SendMessage on <TrackersPoisonQueue.Arn>",
    ...CONTACT_RECORDS,
    ...ITS_LOG("TrackersRecord"),
  ],
  AsyncFunctionFunctionRole: [
    "states:StartExecution on <AsyncFunctionMachine>",
    "states:DescribeExecution on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:linekeeper-async-function:*",
    ...ITS_LOG("AsyncFunctionFunction"),
  ],
  AsyncFunctionMachineRole: ["lambda:InvokeFunction on <Demo.Arn>", ...DELIVERY_OF_LOGS],
  DemoRole: ITS_LOG("Demo"),
  ReconciliationTriggerRole: [
    "dynamodb:UpdateItem on <ReconciliationTable.Arn>",
    "dynamodb:GetItem on <ReconciliationTable.Arn>",
    "states:StartExecution on <ReconciliationMachine>",
    "sqs:SendMessage on <ReconciliationPoison.Arn>",
    "sqs:ReceiveMessage on <ReconciliationRequests.Arn>",
    "sqs:DeleteMessage on <ReconciliationRequests.Arn>",
    "sqs:GetQueueAttributes on <ReconciliationRequests.Arn>",
    ...ITS_LOG("ReconciliationTrigger"),
  ],
  ReconciliationCreateExportJobRole: [TOKEN, ...ITS_LOG("ReconciliationCreateExportJob")],
  ReconciliationCheckExportStatusRole: [TOKEN, ...ITS_LOG("ReconciliationCheckExportStatus")],
  ReconciliationGetExportMetadataRole: [TOKEN, ...ITS_LOG("ReconciliationGetExportMetadata")],
  ReconciliationNotifyDownloadServiceRole: [
    "sqs:SendMessage on <ReconciliationDownloads.Arn>",
    ...ITS_LOG("ReconciliationNotifyDownloadService"),
  ],
  ReconciliationProcessParallelResultsRole: ITS_LOG("ReconciliationProcessParallelResults"),
  ReconciliationMachineRole: [
    "lambda:InvokeFunction on <ReconciliationCreateExportJob.Arn>",
    "lambda:InvokeFunction on <ReconciliationCheckExportStatus.Arn>",
    "lambda:InvokeFunction on <ReconciliationGetExportMetadata.Arn>",
    "lambda:InvokeFunction on <ReconciliationNotifyDownloadService.Arn>",
    "lambda:InvokeFunction on <ReconciliationProcessParallelResults.Arn>",
    "dynamodb:UpdateItem on <ReconciliationTable.Arn>",
    "sqs:SendMessage on <ReconciliationDeadLetters.Arn>",
    ...DELIVERY_OF_LOGS,
  ],
  ReconciliationWatchdogFunctionRole: [
    "dynamodb:Query on <ReconciliationTable.Arn>/index/StatusIndex",
    "dynamodb:GetItem on <ReconciliationTable.Arn>",
    "dynamodb:UpdateItem on <ReconciliationTable.Arn>",
    "states:DescribeExecution on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:linekeeper-reconciliation:*",
    "sqs:SendMessage on <ReconciliationDeadLetters.Arn>",
    "sqs:SendMessage on <ReconciliationPoison.Arn>",
    "sqs:SendMessage on <ReconciliationWatchdogOnFailureQueue.Arn>",
    ...ITS_LOG("ReconciliationWatchdogFunction"),
  ],
  ReconciliationWorkersTaskRole: [
    "sqs:ReceiveMessage on <ReconciliationDownloads.Arn>",
    "sqs:DeleteMessage on <ReconciliationDownloads.Arn>",
    "sqs:ChangeMessageVisibility on <ReconciliationDownloads.Arn>",
    "sqs:SendMessage on <ReconciliationPoison.Arn>",
    "states:SendTaskSuccess on <ReconciliationMachine>",
    "states:SendTaskFailure on <ReconciliationMachine>",
    "states:SendTaskHeartbeat on <ReconciliationMachine>",
    `s3:PutObject on ${RECORDINGS}/<RecordingsPrefix>/*`,
    `s3:AbortMultipartUpload on ${RECORDINGS}/<RecordingsPrefix>/*`,
    `s3:GetObject on ${RECORDINGS}/<RecordingsPrefix>/*`,
    `s3:ListBucket on ${RECORDINGS}`,
    TOKEN,
    // Only where the deployment names a key.
    `kms:GenerateDataKey on ${RECORDINGS_KEY}`,
    `kms:Decrypt on ${RECORDINGS_KEY}`,
  ],
  ReconciliationWorkersExecutionRole: [
    `ecr:BatchCheckLayerAvailability on ${IMAGES}`,
    `ecr:BatchGetImage on ${IMAGES}`,
    `ecr:GetDownloadUrlForLayer on ${IMAGES}`,
    "ecr:GetAuthorizationToken on *",
    ...ITS_LOG("ReconciliationWorkers"),
  ],
  RecordingsHearingFlowLogRole: HEARS("FlowLog"),
  RecordingsHearingContactEventRole: HEARS("ContactEvent"),
  RecordingsHearingObjectCreatedRole: HEARS("ObjectCreated"),
  RecordingsSweepFunctionRole: [
    "dynamodb:Query on <RecordingsTable.Arn>/index/StateIndex",
    "dynamodb:GetItem on <RecordingsTable.Arn>",
    "dynamodb:PutItem on <RecordingsTable.Arn>",
    "dynamodb:DeleteItem on <RecordingsTable.Arn>",
    "connect:DescribeContact on <ConnectInstanceArn>/contact/*",
    `s3:ListBucket on ${RECORDINGS} if {"StringLike":{"s3:prefix":["<RecordingsPrefix>/*"]}}`,
    "sqs:SendMessage on <ReconciliationRequests.Arn>",
    ...ITS_LOG("RecordingsSweepFunction"),
  ],
  RecordingsSweepMachineRole: [
    "lambda:InvokeFunction on <RecordingsSweepFunction.Arn>",
    ...DELIVERY_OF_LOGS,
  ],
  RecordingsSweepStartRole: [
    "states:ListExecutions on <RecordingsSweepMachine>",
    "states:StartExecution on <RecordingsSweepMachine>",
    "sqs:SendMessage on <RecordingsFailures.Arn>",
    ...ITS_LOG("RecordingsSweepStart"),
  ],
};
