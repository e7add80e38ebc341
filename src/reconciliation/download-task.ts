import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { parseJsonText } from "../connect/json-text.ts";
import { CALL_IDENTIFIER_FORM, CallIdentifier } from "../connect/reconciliation-request.ts";
import { Timestamp } from "../connect/timestamp.ts";
import { EXPORT_JOB_ID_FORM, ExportJobId } from "./export-job-id.ts";

/**
 * What the machine asks of the download worker: the payload of `NotifyDownloadService`, and the
 * message on the orchestrator queue. `taskToken` and `downloadUrl` are secrets: whoever holds the
 * one can end the execution, whoever holds the other can hear the call.
 */
export interface DownloadTask {
  readonly taskToken: string;
  readonly exportJobId: string;
  readonly dialogGroupId: string;
  readonly callId: string;
  readonly downloadUrl: string;
  /** ISO 8601: when the call reached its agent. It dates the recording's key. */
  readonly originalTimestamp: string;
  /** Bytes of the archive, where the platform said so. */
  readonly fileSize?: number;
}

const Text = v.pipe(v.string(), v.minLength(1));

const Schema = v.object({
  taskToken: Text,
  exportJobId: ExportJobId,
  dialogGroupId: CallIdentifier,
  callId: CallIdentifier,
  downloadUrl: Text,
  originalTimestamp: v.pipe(
    v.string(),
    v.check((text) => v.is(Timestamp, text)),
  ),
  fileSize: v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

/** @throws InvalidInputError naming the field, never its value */
export function parseDownloadTask(value: unknown): DownloadTask {
  const parsed = v.safeParse(Schema, value, { abortEarly: true });
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? "task";
    throw new InvalidInputError(field, FORMS[field] ?? "must be a JSON object");
  }
  const { fileSize, ...task } = parsed.output;
  return { ...task, ...(fileSize != null && { fileSize }) };
}

/** The same from the body of a queue's message. */
export function parseDownloadMessage(body: string): DownloadTask {
  return parseDownloadTask(parseJsonText("body", body));
}

const FORMS: Readonly<Record<string, string>> = {
  taskToken: "must be a text that is not empty",
  exportJobId: EXPORT_JOB_ID_FORM,
  dialogGroupId: CALL_IDENTIFIER_FORM,
  callId: CALL_IDENTIFIER_FORM,
  downloadUrl: "must be a text that is not empty",
  originalTimestamp: "must be an ISO 8601 time",
  fileSize: "must be a whole number of bytes",
};
