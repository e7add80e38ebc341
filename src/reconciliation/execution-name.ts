import { createHash } from "node:crypto";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";

/**
 * The name of the one execution that serves an attempt, whoever asks for it and however often:
 * `<dialogue>-<attempt>-<32 hex>`, at most the 80 characters Step Functions allows. The hash covers
 * dialogue, call and attempt; what stands before it is for people.
 */
export function executionName({
  dialogGroupId,
  callId,
  retryAttempt,
}: ReconciliationRequest): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([dialogGroupId, callId, retryAttempt]))
    .digest("hex");
  return `${dialogGroupId.slice(0, 40)}-${retryAttempt}-${digest.slice(0, 32)}`;
}
