import * as v from "valibot";
import type { Outcomes } from "../aws/outcomes.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { CALL_IDENTIFIER_FORM, CallIdentifier } from "../connect/reconciliation-request.ts";
import { Timestamp } from "../connect/timestamp.ts";
import { EXPORT_JOB_ID_FORM, ExportJobId } from "./export-job-id.ts";
import type {
  CreatedExportJob,
  ExportJobStatus,
  ExportMetadata,
  ExportPlatform,
} from "./export-platform.ts";

/** The state machine's three questions to the platform. Their errors reach it by name. */
export interface ExportRoom {
  readonly platform: ExportPlatform;
  readonly outcomes: Outcomes;
}

const Requested = v.object({
  dialogGroupId: CallIdentifier,
  callId: CallIdentifier,
  requestedAt: v.pipe(
    v.string(),
    v.check((text) => v.is(Timestamp, text)),
  ),
  idempotencyKey: v.optional(v.pipe(v.string(), v.regex(/^[0-9A-Za-z._-]{1,80}$/))),
});

const Job = v.object({
  exportJobId: ExportJobId,
  dialogGroupId: CallIdentifier,
});

/**
 * CreateExportJobFunction: `{dialogGroupId, callId, requestedAt, idempotencyKey}`. Without a key (the
 * seed has none) the other three are it: a retry of the machine repeats them.
 */
export async function createExportJob(room: ExportRoom, input: unknown): Promise<CreatedExportJob> {
  const { idempotencyKey, ...request } = read(Requested, input);
  const { dialogGroupId, callId, requestedAt } = request;
  const key = idempotencyKey ?? `${dialogGroupId}/${callId}/${requestedAt}`;
  return noted(
    room,
    { done: "ExportJobCreated", failed: "ExportJobCreateFailed", contactId: callId },
    () => room.platform.createJob({ ...request, idempotencyKey: key }),
  );
}

/** CheckExportStatusFunction: `{exportJobId, dialogGroupId}`. */
export async function checkExportStatus(
  room: ExportRoom,
  input: unknown,
): Promise<ExportJobStatus> {
  const { exportJobId, dialogGroupId } = read(Job, input);
  return noted(
    room,
    { done: "ExportStatusChecked", failed: "ExportStatusCheckFailed", contactId: dialogGroupId },
    () => room.platform.jobStatus(exportJobId),
  );
}

/** GetExportMetadataFunction: `{exportJobId, dialogGroupId}`. */
export async function getExportMetadata(
  room: ExportRoom,
  input: unknown,
): Promise<{ readonly metadata: ExportMetadata }> {
  const { exportJobId, dialogGroupId } = read(Job, input);
  return noted(
    room,
    { done: "ExportMetadataRead", failed: "ExportMetadataFailed", contactId: dialogGroupId },
    async () => ({ metadata: await room.platform.metadata(exportJobId) }),
  );
}

async function noted<T>(
  { outcomes }: ExportRoom,
  { done, failed, contactId }: { done: string; failed: string; contactId: string },
  ask: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await ask();
    outcomes.record(done, { contactId });
    return answer;
  } catch (error) {
    outcomes.failed(failed, error, { contactId });
    throw error;
  } finally {
    outcomes.publish();
  }
}

function read<const S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "input";
  throw new InvalidInputError(field, FORMS[field] ?? "must be a JSON object");
}

const FORMS: Readonly<Record<string, string>> = {
  dialogGroupId: CALL_IDENTIFIER_FORM,
  callId: CALL_IDENTIFIER_FORM,
  requestedAt: "must be an ISO 8601 time",
  idempotencyKey: "must be the name of an execution",
  exportJobId: EXPORT_JOB_ID_FORM,
};
