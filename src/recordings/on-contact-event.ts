import type { EventBridgeEvent } from "aws-lambda";
import type { PoisonQueue } from "../aws/poison-queue.ts";
import { parseContactEvent } from "../connect/contact-event.ts";
import { ofInstance } from "../connect/instance.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { advance, type LedgerRoom } from "./advance.ts";
import { leaveTrace, passOn } from "./chain.ts";
import { factsOf } from "./contact-event-evidence.ts";

interface Room extends LedgerRoom {
  readonly instanceArn: string;
  readonly poison: PoisonQueue;
}

/**
 * Advances the contact of an event at once. Best effort: what is lost here the sweep repairs.
 * @throws what the store threw, so that Lambda delivers the event again
 */
export async function onContactEvent(
  room: Room,
  envelope: EventBridgeEvent<string, unknown>,
): Promise<void> {
  const eventId = envelope?.id;
  try {
    const event = parseContactEvent(envelope?.detail);
    const { contactId } = event;
    if (!ofInstance(event, room.instanceArn)) {
      return room.outcomes.record("OtherInstanceDropped", { contactId });
    }
    if (event.channel !== "VOICE") return room.outcomes.record("ContactSkipped", { contactId });
    const facts = factsOf(event);
    await leaveTrace(room, { ...facts, contactId });
    await passOn(room, await advance(room, contactId, { kind: "contact", facts, asked: false }));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) {
      room.outcomes.failed("ContactEventFailed", error, { eventId });
      throw error;
    }
    await room.poison.send(error.message, { eventId });
    room.outcomes.failed("EventUnparseable", error, { eventId });
  }
}
