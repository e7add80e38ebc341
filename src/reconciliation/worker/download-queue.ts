import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A message of the orchestrator queue. */
export interface DownloadMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receiptHandle: string;
}

/** The orchestrator queue. Each method throws the SDK's error. */
export interface DownloadQueue {
  /** Waits for messages, at most so many, up to 20 s; their visibility timeout begins anew. */
  receive(most: number, signal: AbortSignal): Promise<readonly DownloadMessage[]>;
  /** Keeps a message from other workers for another visibility timeout. */
  keep(message: DownloadMessage): Promise<void>;
  /** Gives a message to the next worker at once. */
  handBack(message: DownloadMessage): Promise<void>;
  delete(message: DownloadMessage): Promise<void>;
}

const WAIT_SECONDS = 20;
const MOST_AT_ONCE = 10;

/** The SDK would take the long wait for a service that hangs. */
const LONGER_THAN_THE_WAIT = 1_000 * (WAIT_SECONDS + 10);

export function downloadQueue(
  sqs: SQSClient,
  QueueUrl: string,
  visibilitySeconds: number,
): DownloadQueue {
  const visibility = async ({ receiptHandle }: DownloadMessage, VisibilityTimeout: number) => {
    const change = { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout };
    await sqs.send(new ChangeMessageVisibilityCommand(change));
  };
  return {
    async receive(most, signal) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(most, MOST_AT_ONCE),
          WaitTimeSeconds: WAIT_SECONDS,
          VisibilityTimeout: visibilitySeconds,
        }),
        { abortSignal: signal, requestTimeout: LONGER_THAN_THE_WAIT },
      );
      return Messages.map(({ MessageId = "", Body = "", ReceiptHandle = "" }) => ({
        messageId: MessageId,
        body: Body,
        receiptHandle: ReceiptHandle,
      }));
    },
    keep: (message) => visibility(message, visibilitySeconds),
    handBack: (message) => visibility(message, 0),
    async delete({ receiptHandle }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle }));
    },
  };
}
