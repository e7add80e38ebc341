import { Duration, type aws_kms as kms, aws_sqs as sqs } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledgements.ts";

/**
 * A queue for what could not be worked on. No function reads it: a person does, whom its alarm calls,
 * and who has as long as SQS keeps a message at most.
 *
 * @param queueName absent: CloudFormation makes one up
 */
export function deadEndQueue(
  scope: Construct,
  id: string,
  encryptionKey: kms.IKey | undefined,
  queueName?: string,
): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    ...(queueName !== undefined && { queueName }),
    retentionPeriod: Duration.days(14),
    enforceSSL: true,
    ...(encryptionKey
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: encryptionKey }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
  });
  acknowledge(queue, "deadEndQueue");
  return queue;
}
