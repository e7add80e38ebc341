import { type aws_kms as kms, aws_logs as logs, RemovalPolicy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { letLogsUseKey } from "./encryption.ts";

/** How a system keeps its data and logs. */
export interface StorageProps {
  /**
   * How long the logs are kept.
   * @default one month
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * A customer key for the system's data and logs. The policy of a key that is imported must let
   * CloudWatch Logs, EventBridge and log delivery use it: the CDK cannot add that.
   * @default keys that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A log group of a known name. It goes with the stack: a group that stayed would stop the next
 * deployment of the same name, and our logs hold nothing that outlives the retention.
 */
export function logGroup(
  scope: Construct,
  id: string,
  logGroupName: string,
  { logRetention = logs.RetentionDays.ONE_MONTH, encryptionKey }: StorageProps,
): logs.LogGroup {
  letLogsUseKey(encryptionKey, logGroupName);
  return new logs.LogGroup(scope, id, {
    logGroupName,
    retention: logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encryptionKey && { encryptionKey }),
  });
}
