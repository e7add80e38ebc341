import {
  type aws_dynamodb as dynamodb,
  aws_iam as iam,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { checkVariables, recordVariables } from "../../src/trackers/settings.ts";
import { BACKGROUND, bundledFunction, CALLER_FACING } from "../bundled-function.ts";
import { contactRecordPermissions } from "../contact-records.ts";
import { environmentFor } from "../environment-for.ts";
import type { TrackersProps } from "./props.ts";

/** Called by the flow: tells of a caller's tracker, leases it or closes it. */
export function checkFunction(
  scope: Construct,
  table: dynamodb.Table,
  props: TrackersProps,
): lambda.Function {
  return bundledFunction(scope, "Check", {
    ...props,
    functionName: props.checkFunctionName ?? "ContextTrackerCheck",
    bundle: "trackers-check",
    description: "Tells a flow where a caller who was cut off was",
    size: CALLER_FACING,
    environment: environmentFor(checkVariables, {
      TRACKER_TABLE: table.tableName,
      ...trackerTtl(props),
      ...(props.lease && { TRACKER_LEASE_SECONDS: String(props.lease.toSeconds()) }),
    }),
    permissions: [
      new iam.PolicyStatement({
        actions: [
          // Looking takes nothing.
          "dynamodb:GetItem",
          // Taking leases the tracker, clearing leaves a tombstone.
          "dynamodb:UpdateItem",
        ],
        resources: [table.tableArn],
      }),
    ],
    encryptedServices: ["dynamodb"],
  });
}

/** Stores and closes trackers as contact records tell. */
export function recordFunction(
  scope: Construct,
  table: dynamodb.Table,
  poisonQueue: sqs.Queue,
  props: TrackersProps,
): lambda.Function {
  return bundledFunction(scope, "Record", {
    ...props,
    functionName: props.recordFunctionName ?? "linekeeper-trackers-record",
    bundle: "trackers-record",
    description: "Stores and closes the trackers that contact records tell of",
    size: BACKGROUND,
    environment: environmentFor(recordVariables, {
      TRACKER_TABLE: table.tableName,
      TRACKER_POISON_QUEUE_URL: poisonQueue.queueUrl,
      CONNECT_INSTANCE_ARN: props.connectInstanceArn,
      ...trackerTtl(props),
      ...(props.attributes && { TRACKER_ATTRIBUTES: props.attributes.join(",") || NO_ATTRIBUTES }),
    }),
    permissions: [
      // Its only write: closing is an update too, which leaves a tombstone.
      new iam.PolicyStatement({ actions: ["dynamodb:UpdateItem"], resources: [table.tableArn] }),
      // What can never be parsed.
      new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [poisonQueue.queueArn] }),
      ...contactRecordPermissions(props),
    ],
    encryptedServices: ["dynamodb", "sqs"],
  });
}

/** An empty text would be as good as none, and bring the default back. */
const NO_ATTRIBUTES = ",";

function trackerTtl({ trackerTtl: ttl }: TrackersProps): { TRACKER_TTL_SECONDS?: string } {
  return ttl ? { TRACKER_TTL_SECONDS: String(ttl.toSeconds()) } : {};
}
