import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { EventBridgeEvent } from "aws-lambda";
import * as v from "valibot";
import type { Identifiers, Outcomes } from "../aws/outcomes.ts";
import type { PoisonQueue } from "../aws/poison-queue.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { parseReconciliationRequest } from "../connect/reconciliation-request.ts";
import { refusal } from "../connect/refusal.ts";
import { type EndedExecution, type SettleRoom, settleExecution } from "./settle.ts";

export interface WatchdogRoom extends SettleRoom {
  readonly states: SFNClient;
  readonly stateMachineArn: string;
  /** Of the machine, in seconds. */
  readonly timeoutSeconds: number;
  readonly poison: PoisonQueue;
  readonly outcomes: Outcomes;
}

/**
 * The `detail` of `Step Functions Execution Status Change`. `input` is missing where it is too
 * large, or encrypted with a customer's key. Source: Step Functions developer guide, EventBridge.
 */
const StatusChange = v.object({
  executionArn: v.string(),
  stateMachineArn: v.string(),
  name: v.string(),
  status: v.picklist(["FAILED", "TIMED_OUT", "ABORTED"]),
  input: v.nullish(v.string()),
  error: v.nullish(v.string()),
});

/** @throws what the services threw, so that Lambda delivers the event again */
export async function onStatusChange(
  room: WatchdogRoom,
  event: EventBridgeEvent<string, unknown>,
): Promise<void> {
  let ids: Identifiers = { eventId: event.id };
  try {
    const change = parse(event.detail);
    const { executionArn, name: executionName } = change;
    if (change.stateMachineArn !== room.stateMachineArn) {
      return room.outcomes.record("OtherMachineDropped", ids);
    }
    ids = { ...ids, executionName };
    const ended: EndedExecution = {
      executionArn,
      status: change.status,
      error: change.error ?? undefined,
      request: parseReconciliationRequest(change.input ?? (await inputOf(room, executionArn))),
    };
    room.outcomes.record(await settleExecution(room, ended), { executionName });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) {
      room.outcomes.failed("WatchdogFailed", error, ids);
      throw error;
    }
    await room.poison.send(error.message, ids);
    room.outcomes.failed("StatusChangeRefused", error, ids);
  }
}

function parse(detail: unknown): v.InferOutput<typeof StatusChange> {
  const parsed = v.safeParse(StatusChange, detail, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw refusal(parsed.issues[0], "detail");
}

async function inputOf({ states }: WatchdogRoom, executionArn: string): Promise<string> {
  const { input = "" } = await states.send(new DescribeExecutionCommand({ executionArn }));
  return input;
}
