import type { LocalClock } from "../../clock/clock.ts";
import type { Random } from "../../random.ts";
import { type Emissions, RecordingUploadError } from "./emissions.ts";

/** What happens to one kind of emission on its way. Probabilities are from 0 to 1. */
interface Unreliability {
  /** Never arrives. @default 0 */
  readonly loss?: number;
  /** Arrives twice, each at a time of its own. @default 0 */
  readonly duplication?: number;
  /**
   * Seconds from emission to arrival, drawn for each: where the range is wide, what was emitted
   * later arrives earlier. @default [0, 0]
   */
  readonly delay?: readonly [least: number, most: number];
  /** Out of turn by this much more. @default 0 */
  readonly late?: number;
  /** Seconds by which the late ones are late. @default [600, 1800] */
  readonly lateDelay?: readonly [least: number, most: number];
}

export interface UnreliableKinds {
  readonly flowLogs?: Unreliability;
  readonly contactEvents?: Unreliability;
  readonly contactRecords?: Unreliability;
  /** A lost recording is an upload that failed. It is never put twice. */
  readonly recordings?: Unreliability;
}

/**
 * Emissions as their channels deliver them: contact events are best effort and in no order, records
 * come at least once (administrator guide, contact-events, ctr-data-model). Chance is seeded. What is
 * on its way arrives as time passes, also after `settled` of the simulator.
 */
export function unreliable(
  to: Emissions,
  { clock, random, ...kinds }: UnreliableKinds & { clock: LocalClock; random: Random },
): Emissions {
  const arrive = (how: Unreliability, deliver: () => void) => {
    const delay = delayOf(how, random);
    if (delay === 0) deliver();
    else clock.at(clock.now() + delay, deliver);
  };
  const send = (how: Unreliability = {}, deliver: () => void) => {
    if (random.chance(how.loss ?? 0)) return;
    arrive(how, deliver);
    if (random.chance(how.duplication ?? 0)) arrive(how, deliver);
  };
  return {
    flowLog: (line) => send(kinds.flowLogs, () => to.flowLog(line)),
    contactEvent: (event) => send(kinds.contactEvents, () => to.contactEvent(event)),
    contactRecord: (record, contactId) =>
      send(kinds.contactRecords, () => to.contactRecord(record, contactId)),
    recordings: {
      name: to.recordings.name,
      async put(key, bytes) {
        const how = kinds.recordings ?? {};
        if (random.chance(how.loss ?? 0)) {
          throw new RecordingUploadError("the upload of this recording was made to fail");
        }
        await clock.sleep(delayOf(how, random));
        await to.recordings.put(key, bytes);
      },
    },
  };
}

/** Milliseconds. */
function delayOf(how: Unreliability, random: Random): number {
  const delay = drawn(how.delay ?? [0, 0], random);
  return delay + (random.chance(how.late ?? 0) ? drawn(how.lateDelay ?? [600, 1800], random) : 0);
}

function drawn([least, most]: readonly [number, number], random: Random): number {
  return Math.round(1000 * (least + random.next() * (most - least)));
}
