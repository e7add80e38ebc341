import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Deadline } from "../aws/caller-deadline.ts";
import { executionName } from "./execution-name.ts";
import { type AsyncRequest, flowParameters } from "./request.ts";

/** The state machine around the wrapped function. */
export interface Machine {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
  /** See `executionPrefixOf`. */
  readonly executionPrefix: string;
  /** Absent: no caller waits. */
  readonly deadline?: Deadline;
}

export type Started =
  | {
      readonly outcome: "started" | "already-started";
      readonly executionId: string;
      readonly executionName: string;
    }
  | { readonly outcome: "too-large" };

/** The limit of Step Functions for an execution's input, in UTF-8. */
const INPUT_LIMIT_BYTES = 262_144;

/**
 * Starts the wrapped function, in one call. The name makes it idempotent: the same request starts
 * nothing twice, whoever repeats it (Connect, or the SDK after a timeout that hid a success).
 * Source: StartExecution, API reference: the same name and input while the execution is open is a
 * success, once it is closed `ExecutionAlreadyExists`, for 90 days.
 *
 * @throws the SDK's error when the start failed; asking again is safe
 */
export async function startExecution(machine: Machine, request: AsyncRequest): Promise<Started> {
  const execution = executionOf(request);
  if (execution === undefined) return { outcome: "too-large" };
  const { name, input } = execution;
  // Not from the answer, for there is none where the execution exists already.
  const executionId = `${machine.executionPrefix}${name}`;
  try {
    await machine.client.send(
      new StartExecutionCommand({ stateMachineArn: machine.stateMachineArn, name, input }),
      machine.deadline,
    );
    return { outcome: "started", executionId, executionName: name };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionAlreadyExists") throw error;
    return { outcome: "already-started", executionId, executionName: name };
  }
}

function executionOf(request: AsyncRequest): { name: string; input: string } | undefined {
  const { rootContactId, requestId } = request;
  try {
    const input = JSON.stringify(request.input);
    if (Buffer.byteLength(input) > INPUT_LIMIT_BYTES) return undefined;
    return { name: executionName(rootContactId, requestId, flowParameters(request.input)), input };
  } catch (error) {
    // The stack ended inside JSON.stringify: thousands of objects one in the other.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
