import type { LocalClock } from "../../clock/clock.ts";
import { type Emissions, RecordingUploadError } from "../../connect/emissions/emissions.ts";
import { unreliable } from "../../connect/emissions/unreliable-emissions.ts";
import type { Random } from "../../random.ts";
import { MINUTE } from "../day.ts";
import type { RecordingFate } from "./plan.ts";

/** Everything comes twice, late, out of turn or not at all, now and then. */
const CHANNELS = {
  flowLogs: { delay: [1, 40], loss: 2 / 100, duplication: 5 / 100, late: 2 / 100 },
  contactEvents: { delay: [0.1, 3], loss: 5 / 100, duplication: 5 / 100, late: 3 / 100 },
  contactRecords: { duplication: 1 / 10 },
} as const;

/** How long after Connect would have put a recording it appears; longer than the grace or not. */
const DELAYS: Readonly<Partial<Record<RecordingFate, readonly [number, number]>>> = {
  late: [3 * MINUTE, 9 * MINUTE],
  "very-late": [30 * MINUTE, 90 * MINUTE],
};

/**
 * Emissions as they arrive on a bad day.
 * @param contacts gets the ids of all contacts, heard of or not
 */
export function watchedEmissions(
  stack: Emissions,
  contacts: Set<string>,
  options: {
    readonly clock: LocalClock;
    readonly random: Random;
    /** What becomes of a contact's recording. */
    readonly fateOf: (contactId: string) => RecordingFate;
  },
): Emissions {
  const { clock, random, fateOf } = options;
  const arriving: Emissions = {
    ...stack,
    recordings: {
      name: stack.recordings.name,
      async put(key, bytes) {
        const fate = fateOf(contactIdIn(key));
        if (fate.startsWith("lost")) throw new RecordingUploadError("it was made to fail");
        const delay = DELAYS[fate];
        if (delay) await clock.sleep(random.between(...delay));
        await stack.recordings.put(key, bytes);
      },
    },
  };
  const channel = unreliable(arriving, { clock, random, ...CHANNELS });
  return {
    ...channel,
    contactEvent(event) {
      const { contactId } = event.detail as { contactId?: string };
      if (contactId !== undefined) contacts.add(contactId);
      channel.contactEvent(event);
    },
  };
}

function contactIdIn(key: string): string {
  return key.split("/").at(-1)?.split("_")[0] ?? "";
}
