import {
  ExecutionAlreadyExists,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import * as v from "valibot";
import type { Clock } from "../aws/clock.ts";
import type { Outcomes } from "../aws/outcomes.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { Timestamp } from "../connect/timestamp.ts";
import { sweepSlot } from "./sweep-slot.ts";

interface Room {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
  readonly clock: Clock;
  readonly outcomes: Outcomes;
}

const ScheduledEvent = v.object({ time: Timestamp });

/**
 * Starts the sweep of the slot that the schedule's event was meant for, at most once, and not beside
 * an older one: whatever is due then is still due in the next slot.
 *
 * @throws the SDK's error, or InvalidInputError, so that the schedule's retries and alarms see it
 */
export async function startSweep(room: Room, event: unknown): Promise<void> {
  const parsed = v.safeParse(ScheduledEvent, event);
  if (!parsed.success) throw new InvalidInputError("time", "must be an ISO 8601 time");
  const { name, endsAt } = sweepSlot(parsed.output.time);
  const outcome = (text: string) => room.outcomes.record(text, { executionName: name });
  if (room.clock.now() >= endsAt) return outcome("SweepSlotOver");
  const { stateMachineArn } = room;
  const running = new ListExecutionsCommand({
    stateMachineArn,
    statusFilter: "RUNNING",
    maxResults: 1,
  });
  const { executions = [] } = await room.client.send(running);
  if (executions.length > 0) return outcome("SweepStillRunning");
  try {
    await room.client.send(new StartExecutionCommand({ stateMachineArn, name, input: "{}" }));
    outcome("SweepStarted");
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
    outcome("SweepAlreadyDone");
  }
}
