import { createHash } from "node:crypto";
import { ConfigurationError } from "../aws/errors.ts";
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

/**
 * What every execution ARN of the machine begins with, up to the execution's name.
 * @throws ConfigurationError when the variable holds no ARN of a state machine
 */
export function executionPrefix(stateMachineArn: string): string {
  const match = /^(arn:[a-z-]+:states:[a-z0-9-]+:\d{12}):stateMachine:([^:/]{1,80})$/.exec(
    stateMachineArn,
  );
  if (!match) {
    throw new ConfigurationError(
      "RECONCILIATION_STATE_MACHINE_ARN",
      "must be the ARN of a state machine, without version or alias: arn:aws:states:<region>:<account>:stateMachine:<name>",
    );
  }
  return `${match[1]}:execution:${match[2]}:`;
}
