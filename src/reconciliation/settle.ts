import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Clock } from "../aws/clock.ts";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";
import { bookFailure, noteDeadLetter } from "./book-failure.ts";
import type { ReconciliationStore } from "./claim.ts";
import { sendDeadLetter } from "./dead-letter.ts";
import { showReconciliation } from "./show.ts";
import type { Reconciliation, ReconciliationStatus } from "./table.ts";

export interface SettleRoom extends ReconciliationStore {
  readonly clock: Clock;
  readonly queue: { readonly client: SQSClient; readonly queueUrl: string };
}

/** An execution that is over. `GONE`: Step Functions knows none of this name. */
export interface EndedExecution {
  readonly executionArn: string;
  readonly status: "FAILED" | "TIMED_OUT" | "ABORTED" | "SUCCEEDED" | "GONE";
  /** The error's name. Its cause stays in the execution's history. */
  readonly error: string | undefined;
  readonly request: Omit<ReconciliationRequest, "source">;
}

/** The machine's own Fail state: only then has it sent its dead letter. */
const SENT_ITS_LETTER = "ReconciliationFailed";

/** What became of it; also the names of the metrics. */
export type Settled = "WatchdogBookedFailure" | "WatchdogFoundBooked";

/**
 * Does for an execution what it can do no more: sends its dead letter, and books its failure if the
 * item is its own and still in progress. The letter first: a repeat of a letter is one failure, but
 * an item that says it has its letter is looked at no more.
 *
 * @throws the SDK's error; settling again is safe
 */
export async function settleExecution(
  room: SettleRoom,
  execution: EndedExecution,
): Promise<Settled> {
  const { executionArn, request } = execution;
  const item = await showReconciliation(room, request.dialogGroupId);
  const own = item?.executionArn === executionArn ? item : undefined;
  const failure = failureOf(execution);
  const failedAt = new Date(room.clock.now()).toISOString();
  if (execution.error !== SENT_ITS_LETTER && own?.deadLetterAt === undefined) {
    await sendDeadLetter(room.queue, {
      dialogGroupId: request.dialogGroupId,
      callId: request.callId,
      exportJobId: own?.exportJobId ?? null,
      ...booked(own, failure),
      executionId: executionArn,
      failedAt,
      originalTimestamp: request.originalTimestamp,
      retryAttempt: request.retryAttempt,
    });
  }
  const details = JSON.stringify({ Error: execution.error ?? null });
  const owner = { dialogGroupId: request.dialogGroupId, executionArn };
  if (await bookFailure(room, owner, { ...failure, details }, failedAt))
    return "WatchdogBookedFailure";
  await noteDeadLetter(room, owner, failedAt);
  return "WatchdogFoundBooked";
}

interface Failure {
  readonly status: ReconciliationStatus;
  readonly reason: string;
}

function failureOf({ status, error }: EndedExecution): Failure {
  if (status === "TIMED_OUT") {
    return { status: "FAILED_TIMED_OUT", reason: "Execution exceeded its time limit" };
  }
  if (status === "ABORTED") return { status: "FAILED_ABORTED", reason: "Execution was aborted" };
  const reasons = {
    FAILED: `Execution failed with ${error ?? "an error without a name"}`,
    SUCCEEDED: "Execution ended without a result",
    GONE: "Execution was never started, or is no longer known",
  };
  return { status: "FAILED_UNEXPECTED_ERROR", reason: reasons[status] };
}

/** The failure that the machine itself could still write says more than that it ended. */
function booked(own: Reconciliation | undefined, failure: Failure) {
  return own?.status.startsWith("FAILED_")
    ? { reconciliationStatus: own.status, failureReason: own.failureReason ?? failure.reason }
    : { reconciliationStatus: failure.status, failureReason: failure.reason };
}
