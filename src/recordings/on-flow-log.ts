import { type LogEvent, readLogSubscription } from "../aws/log-subscription.ts";
import type { PoisonQueue } from "../aws/poison-queue.ts";
import { sideBySide } from "../aws/side-by-side.ts";
import { parseFlowLogLine, recordingAsked } from "../connect/flow-log.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { advance, type LedgerRoom } from "./advance.ts";
import { passOn } from "./chain.ts";
import { liesAhead } from "./schedule.ts";

interface Room extends LedgerRoom {
  /** Names of the blocks that set the recording behaviour. */
  readonly blocks: ReadonlySet<string>;
  readonly poison: PoisonQueue;
}

/** Some lines could not be worked on now; Lambda delivers all of them again, and a repeat is nothing. */
class LinesFailedError extends Error {
  override readonly name = "LinesFailedError";
}

/** A recording block whose parameters say neither on nor off: see RECORDING_BLOCKS in the README. */
class UnclearBlockError extends Error {
  override readonly name = "UnclearBlockError";
}

const LINES_AT_ONCE = 10;

/**
 * Takes the recording blocks of a flow log into the ledger. What can never be read goes to the poison
 * queue and stops nothing.
 * @throws LinesFailedError after all other lines were worked on
 */
export async function onFlowLog(room: Room, event: unknown): Promise<void> {
  const { control, logEvents } = await read(room, event);
  if (control) return room.outcomes.record("ControlMessage");
  const errors = await sideBySide(logEvents, LINES_AT_ONCE, (logEvent) => onLine(room, logEvent));
  if (errors.length === 0) return;
  const failed = `${errors.length} of ${logEvents.length} lines failed; they are delivered again`;
  throw new LinesFailedError(failed, { cause: errors[0] });
}

async function read(room: Room, event: unknown): Promise<ReturnType<typeof readLogSubscription>> {
  try {
    return readLogSubscription(event);
  } catch (error) {
    await poisoned(room, "LogUnparseable", error, {});
    return { control: false, logEvents: [] };
  }
}

async function onLine(room: Room, logEvent: LogEvent | InvalidInputError): Promise<void> {
  if (logEvent instanceof InvalidInputError) {
    return poisoned(room, "LineUnparseable", logEvent, {});
  }
  const { id: eventId, message } = logEvent;
  try {
    const line = parseFlowLogLine(message);
    const { contactId, at } = line;
    if (liesAhead(at, room.clock.now())) {
      throw new InvalidInputError("Timestamp", "must not lie more than an hour ahead");
    }
    if (!room.blocks.has(line.block)) return room.outcomes.record("LineSkipped", { contactId });
    const asked = recordingAsked(line);
    if (asked === undefined) {
      return room.outcomes.failed("RecordingBlockUnclear", new UnclearBlockError(), { contactId });
    }
    const evidence = { kind: "recording-behavior", on: asked === "on", at } as const;
    await passOn(room, await advance(room, contactId, evidence));
  } catch (error) {
    await poisoned(room, "LineUnparseable", error, { eventId });
  }
}

/** @throws whatever is not the input's own fault */
async function poisoned(
  room: Room,
  outcome: string,
  error: unknown,
  identifiers: { readonly eventId?: string },
): Promise<void> {
  if (!(error instanceof InvalidInputError)) {
    room.outcomes.failed("LineFailed", error, identifiers);
    throw error;
  }
  await room.poison.send(error.message, identifiers);
  room.outcomes.failed(outcome, error, identifiers);
}
