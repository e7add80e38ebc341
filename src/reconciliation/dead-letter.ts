import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { parseJsonText } from "../connect/json-text.ts";
import {
  CALL_IDENTIFIER_FORM,
  CallIdentifier,
  HIGHEST_RETRY_ATTEMPT,
} from "../connect/reconciliation-request.ts";
import { Timestamp } from "../connect/timestamp.ts";

/**
 * One failed execution, for a person to look at or to put back. The state machine sends it, or the
 * watchdog in its place; at least one per failed execution, and letters of equal `executionId` are
 * one failure.
 */
export interface DeadLetter {
  readonly dialogGroupId: string;
  readonly callId: string;
  /** Null where no job was made. */
  readonly exportJobId: string | null;
  readonly failureReason: string;
  readonly reconciliationStatus: string;
  /** ARN of the execution. */
  readonly executionId: string;
  /** ISO 8601. */
  readonly failedAt: string;
  readonly originalTimestamp: string;
  readonly retryAttempt: number;
}

const Text = v.string();

const Schema = v.object({
  dialogGroupId: CallIdentifier,
  callId: CallIdentifier,
  exportJobId: v.nullable(Text),
  failureReason: Text,
  reconciliationStatus: Text,
  executionId: v.pipe(Text, v.startsWith("arn:")),
  failedAt: Text,
  originalTimestamp: v.pipe(
    Text,
    v.check((text) => v.is(Timestamp, text)),
  ),
  retryAttempt: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.maxValue(HIGHEST_RETRY_ATTEMPT - 1),
  ),
});

/** @throws InvalidInputError naming the field */
export function parseDeadLetter(body: string): DeadLetter {
  const parsed = v.safeParse(Schema, parseJsonText("body", body), { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "body";
  const id = field === "dialogGroupId" || field === "callId";
  throw new InvalidInputError(field, id ? CALL_IDENTIFIER_FORM : "must be as a dead letter has it");
}

/** As the state machine sends it: body and attribute. */
export async function sendDeadLetter(
  { client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string },
  letter: DeadLetter,
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(letter),
      MessageAttributes: {
        FailureType: { DataType: "String", StringValue: letter.reconciliationStatus },
      },
    }),
  );
}
