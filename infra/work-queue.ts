import { type Duration, type aws_kms as kms, aws_sqs as sqs } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { deadEndQueue } from "./dead-end-queue.ts";

export interface WorkQueueProps {
  /** With `-dead` behind it the name of its dead-letter queue. */
  readonly queueName: string;
  readonly visibilityTimeout: Duration;
  readonly retentionPeriod: Duration;
  /** A message that was received so often without being deleted is given up. */
  readonly maxReceiveCount: number;
  readonly encryptionKey: kms.IKey | undefined;
}

export interface WorkQueue {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
}

/** A queue that something works on, and where its messages go that cannot be worked on. */
export function workQueue(scope: Construct, id: string, props: WorkQueueProps): WorkQueue {
  const { queueName, encryptionKey, maxReceiveCount } = props;
  const deadLetterQueue = deadEndQueue(scope, `${id}Dead`, encryptionKey, `${queueName}-dead`);
  const queue = new sqs.Queue(scope, id, {
    queueName,
    visibilityTimeout: props.visibilityTimeout,
    retentionPeriod: props.retentionPeriod,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount },
    enforceSSL: true,
    ...(encryptionKey
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: encryptionKey }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
  });
  return { queue, deadLetterQueue };
}
