import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Outcomes } from "../aws/outcomes.ts";
import { parseDownloadTask } from "./download-task.ts";

export interface NotifyRoom {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly outcomes: Outcomes;
}

/** The orchestrator queue did not take the task; the machine retries by this name. */
class DownloadQueueError extends Error {
  override readonly name = "DownloadQueueError";

  constructor(cause: unknown) {
    super(`The orchestrator queue refused the task: ${(cause as Error).name}`);
  }
}

/**
 * NotifyDownloadServiceFunction: puts the task on the orchestrator queue and does not wait for the
 * download; whoever fetches it answers the token.
 *
 * @throws InvalidInputError, DownloadQueueError
 */
export async function notifyDownloadService(
  { client, queueUrl, outcomes }: NotifyRoom,
  input: unknown,
): Promise<{ readonly notificationSent: true; readonly sqsMessageId: string }> {
  const task = parseDownloadTask(input);
  const contactId = task.callId;
  try {
    const { MessageId = "" } = await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(task) }),
    );
    outcomes.record("DownloadRequested", { contactId });
    return { notificationSent: true, sqsMessageId: MessageId };
  } catch (error) {
    outcomes.failed("DownloadRequestFailed", error, { contactId });
    throw new DownloadQueueError(error);
  } finally {
    outcomes.publish();
  }
}
