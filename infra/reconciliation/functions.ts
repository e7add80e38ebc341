import { Duration, aws_iam as iam, type aws_lambda as lambda } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { notifyVariables, platformVariables } from "../../src/reconciliation/settings.ts";
import { bundledFunction } from "../bundled-function.ts";
import { useOfKey } from "../encryption.ts";
import { environmentFor } from "../environment-for.ts";
import type { WorkQueue } from "../work-queue.ts";
import type { ReconciliationProps } from "./props.ts";

/** The functions that the state machine calls, by the placeholder it names each with. */
export interface MachineFunctions {
  readonly CreateExportJobFunction: lambda.Function;
  readonly CheckExportStatusFunction: lambda.Function;
  readonly GetExportMetadataFunction: lambda.Function;
  readonly NotifyDownloadServiceFunction: lambda.Function;
  readonly ProcessParallelResultsFunction: lambda.Function;
}

/**
 * A call of the platform is three requests at most, one with a refreshed token and one after a short
 * wait, each of 8 s.
 */
const ASKS_THE_PLATFORM = { memorySize: 256, timeout: Duration.seconds(60) };
const SHORT = { memorySize: 256, timeout: Duration.seconds(30) };

export function machineFunctions(
  scope: Construct,
  props: ReconciliationProps,
  downloads: WorkQueue,
): MachineFunctions {
  const named = (name: string) => ({
    ...props,
    functionName: `${props.functionNamePrefix ?? ""}${name}`,
  });
  const platform = (name: string, bundle: string, description: string) =>
    bundledFunction(scope, name, {
      ...named(`${name}Function`),
      bundle,
      description,
      size: ASKS_THE_PLATFORM,
      environment: environmentFor(platformVariables, {
        EXPORT_API_URL: props.exportApiUrl,
        EXPORT_API_TOKEN_SECRET_ARN: props.exportApiToken.secretArn,
      }),
      permissions: readToken(props),
    });
  return {
    CreateExportJobFunction: platform(
      "CreateExportJob",
      "create-export-job",
      "Asks the export platform for a recording",
    ),
    CheckExportStatusFunction: platform(
      "CheckExportStatus",
      "check-export-status",
      "Asks the export platform how far a recording is",
    ),
    GetExportMetadataFunction: platform(
      "GetExportMetadata",
      "get-export-metadata",
      "Asks the export platform what a recording should be like",
    ),
    NotifyDownloadServiceFunction: bundledFunction(scope, "NotifyDownloadService", {
      ...named("NotifyDownloadServiceFunction"),
      bundle: "notify-download-service",
      description: "Gives a download to the workers",
      size: SHORT,
      environment: environmentFor(notifyVariables, {
        DOWNLOAD_QUEUE_URL: downloads.queue.queueUrl,
      }),
      permissions: [
        new iam.PolicyStatement({
          actions: ["sqs:SendMessage"],
          resources: [downloads.queue.queueArn],
        }),
      ],
      encryptedServices: ["sqs"],
    }),
    ProcessParallelResultsFunction: bundledFunction(scope, "ProcessParallelResults", {
      ...named("ProcessParallelResultsFunction"),
      bundle: "process-parallel-results",
      description: "Checks that a recording is what its metadata say",
      size: SHORT,
      environment: {},
      // It only compares.
      permissions: [],
    }),
  };
}

/** The platform's bearer token, and the key its secret is encrypted with, where that is a customer's. */
export function readToken({ exportApiToken }: ReconciliationProps): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ["secretsmanager:GetSecretValue"],
      resources: [exportApiToken.secretArn],
    }),
    ...useOfKey(exportApiToken.encryptionKey, ["secretsmanager"], ["kms:Decrypt"]),
  ];
}
