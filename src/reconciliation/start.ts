import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Clock } from "../aws/clock.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import type { ReconciliationRequest } from "../connect/reconciliation-request.ts";
import { claimReconciliation, type ReconciliationStore } from "./claim.ts";
import { executionName } from "./execution-name.ts";
import type { Reconciliation } from "./table.ts";

export interface StartRoom extends ReconciliationStore {
  readonly states: SFNClient;
  readonly stateMachineArn: string;
  /** See `executionPrefixOf`. */
  readonly executionPrefix: string;
  readonly clock: Clock;
}

/** What became of a request; also the names of the metrics. */
export type StartOutcome =
  | "ReconciliationStarted"
  | "ReconciliationDuplicate"
  | "ReconciliationOutdated";

/**
 * Claims the request's item, then starts its execution. Both may be repeated: the same request comes
 * out at the same item and the same execution. What fails in between is whole again with the next
 * delivery, a duplicate that changes nothing of the item; where none comes, the watchdog finds it.
 *
 * @throws InvalidInputError when the dialogue has another call at this attempt: two requests that
 * cannot both be meant
 * @throws the SDK's error; the request must be delivered again
 */
export async function startReconciliation(
  room: StartRoom,
  request: ReconciliationRequest,
): Promise<{ readonly outcome: StartOutcome; readonly executionName: string }> {
  const name = executionName(request);
  const me = `${room.executionPrefix}${name}`;
  const standing = await claimReconciliation(room, request, me);
  if (standing === undefined) {
    await start(room, name, request);
    return { outcome: "ReconciliationStarted", executionName: name };
  }
  if (standing.executionArn === me && isWithoutJob(standing)) {
    // What the first delivery said of the call stands in the item, and counts.
    const { originalTimestamp } = standing;
    await start(room, name, { ...request, originalTimestamp });
  }
  return { outcome: outcomeOf(request, standing), executionName: name };
}

/** Whether the start may have failed after the claim. */
function isWithoutJob({ status, exportJobId }: Reconciliation): boolean {
  return status === "IN_PROGRESS" && exportJobId === undefined;
}

function outcomeOf(request: ReconciliationRequest, other: Reconciliation): StartOutcome {
  if (other.retryAttempt > request.retryAttempt) return "ReconciliationOutdated";
  if (other.callId === request.callId) return "ReconciliationDuplicate";
  throw new InvalidInputError(
    "callId",
    "must be the one its dialogGroupId has at this retryAttempt",
  );
}

/**
 * Source: StartExecution, API reference: the same name and input while the execution is open is a
 * success; once it is closed, or for another input, `ExecutionAlreadyExists`, for 90 days.
 */
async function start(room: StartRoom, name: string, request: ReconciliationRequest): Promise<void> {
  const { stateMachineArn } = room;
  const input = JSON.stringify(request);
  try {
    await room.states.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionAlreadyExists") throw error;
  }
}
