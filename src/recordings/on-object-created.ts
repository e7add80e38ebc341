import type { PoisonQueue } from "../aws/poison-queue.ts";
import { sideBySide } from "../aws/side-by-side.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { contactIdBelow, isIvrKey } from "../connect/recording-key.ts";
import { advance, type LedgerRoom } from "./advance.ts";
import { type CreatedObject, createdObjects } from "./created-objects.ts";

interface Room extends LedgerRoom {
  readonly recordings: { readonly bucket: string; readonly prefix: string };
  readonly poison: PoisonQueue;
}

/**
 * Notes the recordings that appear in the bucket, whoever put them there, and with them the verdict
 * on contacts that are complete. Best effort: what is lost here the sweep repairs.
 * @throws what the store threw, so that Lambda delivers the event again
 */
export async function onObjectCreated(room: Room, event: unknown): Promise<void> {
  const [error] = await sideBySide(createdObjects(event), 10, (object) =>
    object instanceof InvalidInputError ? poisoned(room, object) : onObject(room, object),
  );
  if (error === undefined) return;
  room.outcomes.failed("ObjectFailed", error);
  throw error;
}

async function poisoned(room: Room, error: InvalidInputError): Promise<void> {
  await room.poison.send(error.message, {});
  room.outcomes.failed("EventUnparseable", error);
}

async function onObject(room: Room, object: CreatedObject): Promise<void> {
  const { bucket, key } = object;
  const contactId = contactIdBelow(room.recordings.prefix, key);
  const reason = reasonToSkip(room, object);
  if (reason || contactId === undefined) return room.outcomes.record(reason ?? "ObjectSkipped");
  await advance(room, contactId, { kind: "recording", location: `${bucket}/${key}` });
}

function reasonToSkip({ recordings }: Room, { bucket, key, size }: CreatedObject) {
  if (bucket !== recordings.bucket) return "OtherBucketDropped";
  if (isIvrKey(key)) return "IvrRecordingSkipped";
  return size === 0 ? "EmptyObjectSkipped" : undefined;
}
