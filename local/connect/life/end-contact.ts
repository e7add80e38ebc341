import { recordingKey } from "../../../src/connect/recording-key.ts";
import type { Contact } from "../contact.ts";
import { RecordingUploadError } from "../emissions/emissions.ts";
import { silentWav } from "../emissions/silent-wav.ts";
import type { CallContext } from "../flow/call-context.ts";
import type { Centre } from "./centre.ts";

/**
 * Ends a contact: DISCONNECTED now, COMPLETED when its agent has done their after-contact work, then
 * the recordings and the contact record. A second end changes nothing.
 * @param reason as in the contact record; undefined for none, as after a transfer
 */
export function endContact(
  centre: Centre,
  call: CallContext,
  contact: Contact,
  reason: string | undefined,
): void {
  if (contact.disconnectedAt !== undefined) return;
  const { clock, emitter } = centre.world;
  contact.disconnect(reason);
  emitter.event(contact, "DISCONNECTED");
  const life = (what: "disconnected" | "completed", detail?: string) =>
    call.trace.add({
      kind: "life",
      at: clock.now(),
      contactId: contact.contactId,
      what,
      ...(detail && { detail }),
    });
  life("disconnected", reason);
  centre.pending(
    clock.start("end of contact", async () => {
      const uploading = clock.start("recordings", () => upload(centre, contact));
      await clock.waiting(contact.wrapUp);
      contact.touch();
      emitter.event(contact, "COMPLETED");
      life("completed");
      await clock.sleep(1000 * drawn(centre, centre.settings.recordAfterSeconds));
      emitter.record(contact);
      centre.recorded(contact);
      await clock.waiting(uploading);
    }),
  );
}

/** Recordings come some time after the end. One that failed to upload is in no record. */
async function upload(centre: Centre, contact: Contact): Promise<void> {
  const { settings, world } = centre;
  const { emitter, clock } = world;
  const wanted = [
    ...(contact.settings.ivrRecording
      ? [{ type: "IVR" as const, prefix: `${settings.recordingsPrefix}/ivr` }]
      : []),
    ...(contact.recorded ? [{ type: null, prefix: settings.recordingsPrefix }] : []),
  ];
  if (wanted.length === 0) return;
  await clock.sleep(1000 * drawn(centre, settings.recordingAfterSeconds));
  for (const { type, prefix } of wanted) {
    const from = (type === null ? contact.connectedToAgentAt : undefined) ?? contact.initiatedAt;
    const key = recordingKey(prefix, contact.contactId, from);
    try {
      await emitter.bucket.put(key, silentWav((contact.disconnectedAt ?? from) - from));
    } catch (error) {
      if (!(error instanceof RecordingUploadError)) throw error;
      continue;
    }
    contact.recordings.push({ location: `${emitter.bucket.name}/${key}`, participantType: type });
    world.updated(contact);
  }
}

function drawn({ random }: Centre, [least, most]: readonly [number, number]): number {
  return random.between(least, most);
}
