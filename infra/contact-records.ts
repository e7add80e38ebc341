import {
  Duration,
  aws_iam as iam,
  type aws_kinesis as kinesis,
  aws_lambda as lambda,
  type aws_s3 as s3,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledgeWildcard } from "./acknowledgements.ts";
import { useOfKey } from "./encryption.ts";

/** Where a system's contact records come from. */
export interface ContactRecordProps {
  /** The stream that Connect's contact records go to. */
  readonly contactRecords: kinesis.IStream;
  /**
   * Where batches go that were given up, with their records: below `aws/lambda/<mapping>/`. They hold
   * telephone numbers and attributes, so keep it private and let its objects expire.
   */
  readonly contactRecordFailures: FailuresBucket;
}

/**
 * What is used of a bucket. A whole `IBucket` would refuse the CDK's own `Bucket` under
 * `exactOptionalPropertyTypes`.
 */
type FailuresBucket = Pick<s3.IBucket, "bucketArn" | "arnForObjects" | "encryptionKey">;

/**
 * Delivers contact records to a function. A record reaches us a minute or two after the call, so five
 * seconds of gathering are not felt, and make twelve invocations a minute the most that a quiet line
 * costs per shard.
 *
 * Retries are bounded, because a failing batch holds up its shard: twenty attempts and one hour
 * outlast a passing fault of the store; what fails longer waits in the bucket. From the oldest
 * record on, so that the minutes in which the mapping comes up lose nothing: repeats are no-ops.
 */
export function contactRecordMapping(
  scope: Construct,
  id: string,
  target: lambda.IFunction,
  { contactRecords, contactRecordFailures }: ContactRecordProps,
): lambda.EventSourceMapping {
  acknowledgeWildcard(
    target.role,
    "anyFailedBatch",
    "Resource",
    failedBatches(contactRecordFailures),
  );
  return new lambda.EventSourceMapping(scope, id, {
    target,
    eventSourceArn: contactRecords.streamArn,
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(5),
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 20,
    maxRecordAge: Duration.hours(1),
    // The CDK's own destination would allow reading the bucket too.
    onFailure: { bind: () => ({ destination: contactRecordFailures.bucketArn }) },
    metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
  });
}

/** What the mapping does in the function's name. */
export function contactRecordPermissions({
  contactRecords,
  contactRecordFailures,
}: ContactRecordProps): iam.PolicyStatement[] {
  return [
    // Lambda polls the stream (developer guide, services-kinesis-create).
    new iam.PolicyStatement({
      actions: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      resources: [contactRecords.streamArn],
    }),
    ...useOfKey(contactRecords.encryptionKey, ["kinesis"], ["kms:Decrypt"]),
    // Lambda writes what was given up (developer guide, kinesis-on-failure-destination)...
    new iam.PolicyStatement({
      actions: ["s3:PutObject"],
      resources: [failedBatches(contactRecordFailures)],
    }),
    // ... and looks at the bucket before it does.
    new iam.PolicyStatement({
      actions: ["s3:ListBucket"],
      resources: [contactRecordFailures.bucketArn],
    }),
    ...useOfKey(contactRecordFailures.encryptionKey, ["s3"], ["kms:GenerateDataKey"]),
  ];
}

function failedBatches(bucket: FailuresBucket): string {
  return bucket.arnForObjects("aws/lambda/*");
}
