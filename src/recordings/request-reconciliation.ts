import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import {
  RECONCILIATION_QUEUE_SOURCE,
  type ReconciliationRequest,
} from "../connect/reconciliation-request.ts";
import type { ContactRow } from "./table.ts";

export interface ReconciliationRoom {
  readonly sqs: SQSClient;
  /** Empty: nobody is asked to fetch what is missing. */
  readonly reconciliationQueueUrl: string;
}

/**
 * Asks for a recording that is missing to be fetched. Both ids are the contact's: the legs of a call
 * are recordings of their own. The message may be sent again; its reader starts one execution for it.
 * @throws the SDK's error
 */
export async function requestReconciliation(
  { sqs, reconciliationQueueUrl }: ReconciliationRoom,
  { contactId, connectedToAgentAt }: ContactRow,
): Promise<void> {
  if (reconciliationQueueUrl === "" || connectedToAgentAt === undefined) return;
  const request: ReconciliationRequest = {
    dialogGroupId: contactId,
    callId: contactId,
    originalTimestamp: new Date(connectedToAgentAt).toISOString(),
    retryAttempt: 0,
    source: RECONCILIATION_QUEUE_SOURCE,
  };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: reconciliationQueueUrl,
      MessageBody: JSON.stringify(request),
    }),
  );
}
