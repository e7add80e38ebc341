import * as v from "valibot";
import { InvalidInputError } from "./invalid-input.ts";
import { parseJsonText } from "./json-text.ts";
import { Timestamp } from "./timestamp.ts";

/**
 * A request to fetch a call's recording from the export platform: the message on the reconciliation
 * queue. The recording watch sends it, the reconciliation's trigger reads it; neither knows the
 * other.
 */
export interface ReconciliationRequest {
  readonly dialogGroupId: string;
  readonly callId: string;
  /** ISO 8601: when the call reached its agent. It dates the recording's key. */
  readonly originalTimestamp: string;
  /** 0, and one more each time a failed reconciliation is asked for again. */
  readonly retryAttempt: number;
  readonly source: string;
}

export const RECONCILIATION_QUEUE_SOURCE = "RECONCILIATION_QUEUE";

export const HIGHEST_RETRY_ATTEMPT = 999_999;

/** A dialogue's or call's id: it will stand in S3 keys, in names of executions and in log lines. */
export const CallIdentifier: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$/),
);

export const CALL_IDENTIFIER_FORM =
  "must be 1 to 128 of A-Z a-z 0-9 . _ - and begin with a letter or digit";

const Schema = v.object({
  dialogGroupId: CallIdentifier,
  callId: CallIdentifier,
  originalTimestamp: v.pipe(
    v.string(),
    v.check((text) => v.is(Timestamp, text)),
  ),
  retryAttempt: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(0),
    v.maxValue(HIGHEST_RETRY_ATTEMPT),
  ),
  source: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
});

/**
 * The ids in what was meant as a request, or as what follows from one: each that alone is one, so
 * that the call can be found though the rest is refused.
 */
export function requestedIds(
  body: string,
): Partial<Pick<ReconciliationRequest, "dialogGroupId" | "callId">> {
  const { dialogGroupId, callId } = Object(parsed(body)) as Readonly<Record<string, unknown>>;
  return {
    ...(isIdentifier(dialogGroupId) && { dialogGroupId }),
    ...(isIdentifier(callId) && { callId }),
  };
}

function isIdentifier(value: unknown): value is string {
  return v.is(CallIdentifier, value);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const FORMS: Readonly<Record<string, string>> = {
  dialogGroupId: CALL_IDENTIFIER_FORM,
  callId: CALL_IDENTIFIER_FORM,
  originalTimestamp: "must be an ISO 8601 time",
  retryAttempt: `must be a whole number from 0 to ${HIGHEST_RETRY_ATTEMPT}`,
  source: "must be 1 to 64 of A-Z a-z 0-9 _ -",
};

/**
 * @param body the message's text
 * @throws InvalidInputError naming the field, never its value
 */
export function parseReconciliationRequest(body: string): ReconciliationRequest {
  const parsed = v.safeParse(Schema, parseJsonText("body", body), { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw new InvalidInputError(field ?? "body", FORMS[field ?? ""] ?? "must be a JSON object");
}
