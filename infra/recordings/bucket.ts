import { CfnParameter, type Stack, aws_s3 as s3 } from "aws-cdk-lib";

/** Where Amazon Connect keeps the recordings of calls, and where the missing ones go. */
export interface RecordingsBucketProps {
  readonly recordings: RecordingsBucket;
  /**
   * Below which they lie, without a slash at its end, such as
   * `connect/demo-bank/CallRecordings`: in the instance's settings, data storage.
   */
  readonly recordingsPrefix: string;
}

/** What is used of a bucket: see `FailuresBucket` in contact-records.ts. */
type RecordingsBucket = Pick<
  s3.IBucket,
  "bucketName" | "bucketArn" | "arnForObjects" | "encryptionKey"
>;

/** What a deployment says of the recordings. */
export function recordingsBucket(stack: Stack): RecordingsBucketProps {
  const bucket = new CfnParameter(stack, "RecordingsBucketName", {
    description: "The bucket of the Connect instance's call recordings",
    allowedPattern: "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
    constraintDescription: "a bucket's name, not its ARN",
  });
  // No default: recordings below a wrong one are found by nobody.
  const prefix = new CfnParameter(stack, "RecordingsPrefix", {
    description: "Below which the recordings lie: connect/<instance alias>/CallRecordings",
    allowedPattern: "[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*",
    constraintDescription: "folders without a slash at the beginning or end",
  });
  return {
    recordings: s3.Bucket.fromBucketName(stack, "RecordingsBucket", bucket.valueAsString),
    recordingsPrefix: prefix.valueAsString,
  };
}
