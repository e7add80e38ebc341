import type { EventBridgeEvent, KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import type { Outcomes } from "../aws/outcomes.ts";
import type { PoisonQueue } from "../aws/poison-queue.ts";
import { workOnContactRecords } from "../aws/stream-batch.ts";
import { parseContactEvent } from "../connect/contact-event.ts";
import { ofInstance } from "../connect/instance.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { onContactEvent } from "./on-contact-event.ts";
import { onContactRecord } from "./on-contact-record.ts";
import type { ReleaseStore } from "./release.ts";

interface Room extends ReleaseStore {
  readonly maximumAttempts: number;
  /** Empty: every instance. */
  readonly instanceArn: string;
  readonly outcomes: Outcomes;
  readonly poison: PoisonQueue;
}

/** @throws what the store threw, so that Lambda delivers the event again */
export async function releaseOnContactEvent(
  room: Room,
  envelope: EventBridgeEvent<string, unknown>,
): Promise<void> {
  const eventId = envelope.id;
  try {
    const event = parseContactEvent(envelope.detail);
    const { contactId } = event;
    if (!ofInstance(event, room.instanceArn)) {
      return room.outcomes.record("OtherInstanceDropped", { contactId });
    }
    room.outcomes.record(await onContactEvent(room, event), { contactId });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) {
      room.outcomes.failed("CallbackReleaseFailed", error, { eventId });
      throw error;
    }
    await room.poison.send(error.message, { eventId });
    room.outcomes.failed("EventUnparseable", error, { eventId });
  }
}

export function releaseOnContactRecords(
  room: Room,
  batch: KinesisStreamEvent,
): Promise<KinesisStreamBatchResponse> {
  return workOnContactRecords(batch, room, async (record) => {
    const { contactId } = record;
    if (!ofInstance(record, room.instanceArn)) {
      return room.outcomes.record("OtherInstanceDropped", { contactId });
    }
    room.outcomes.record(await onContactRecord(room, record), { contactId });
  });
}
