import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Outcomes } from "../aws/outcomes.ts";
import type { PoisonQueue } from "../aws/poison-queue.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { parseReconciliationRequest, requestedIds } from "../connect/reconciliation-request.ts";
import { type StartRoom, startReconciliation } from "./start.ts";

export interface TriggerRoom extends StartRoom {
  readonly poison: PoisonQueue;
  readonly outcomes: Outcomes;
}

/**
 * Starts the reconciliations of a batch, never all-or-nothing: what can never be worked on goes to
 * the poison queue and is not reported; what failed is reported, and delivered again.
 */
export async function triggerReconciliations(
  room: TriggerRoom,
  batch: SQSEvent,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  try {
    return await processPartialResponse(
      batch,
      (record: SQSRecord) => trigger(room, record),
      processor,
      {
        throwOnFullBatchFailure: false,
      },
    );
  } finally {
    room.outcomes.publish();
  }
}

async function trigger(room: TriggerRoom, { body, messageId }: SQSRecord): Promise<void> {
  try {
    const request = parseReconciliationRequest(body);
    const contactId = request.callId;
    const { outcome, executionName } = await startReconciliation(room, request);
    room.outcomes.record(outcome, { contactId, executionName });
  } catch (error) {
    const { callId: contactId, dialogGroupId } = requestedIds(body);
    const identifiers = {
      eventId: messageId,
      ...(contactId && { contactId }),
      ...(dialogGroupId && { dialogGroupId }),
    };
    if (!(error instanceof InvalidInputError)) {
      room.outcomes.failed("ReconciliationStartFailed", error, identifiers);
      throw error;
    }
    await room.poison.send(error.message, identifiers);
    room.outcomes.failed("RequestRefused", error, identifiers);
  }
}
