import { createHash } from "node:crypto";
import type { Outcomes } from "../aws/outcomes.ts";
import { changeOf } from "./change.ts";
import type { Evidence } from "./evidence.ts";
import { type Ledger, readRow, writeRow } from "./ledger.ts";
import { nextRow, type Rules } from "./next-row.ts";
import { isExpired } from "./schedule.ts";
import { type ContactRow, unknownContact } from "./table.ts";

export interface LedgerRoom extends Ledger, Rules {
  readonly outcomes: Outcomes;
}

/** Others wrote the row between our read and our write, again and again. */
class RowChangedError extends Error {
  override readonly name = "RowChangedError";
}

/** Of those who write at once one is done with each try: this many may. */
const TRIES = 50;

/** Milliseconds between two tries, at most: together less than a function has. */
const LONGEST_PAUSE = 400;

/**
 * The one way into the ledger, for whatever is heard or seen of a contact: the row is read, the next
 * one computed, and written if nobody else wrote meanwhile; else all of it again. What changes
 * nothing writes nothing. What did change is an outcome, counted by whoever's write it was.
 *
 * @param seen the row, where it was read already; if it is not any more what it was, it is read anew
 * @returns the row as it is now
 * @throws RowChangedError so that the evidence is delivered again; the SDK's error
 */
export async function advance(
  room: LedgerRoom,
  contactId: string,
  evidence: Evidence,
  seen?: ContactRow,
): Promise<ContactRow> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = (tries === 0 && seen) || (await readRow(room, contactId));
    const now = room.clock.now();
    const version = stored?.version ?? 0;
    const before = stored && !isExpired(stored, now) ? stored : unknownContact(contactId, version);
    const after = nextRow(before, evidence, { ...room, now });
    const change = changeOf(before, after, evidence);
    if (after === before || (await writeRow(room, { ...after, version: version + 1 }, stored))) {
      if (change !== undefined) room.outcomes.record(change, { contactId });
      return after === before ? before : { ...after, version: version + 1 };
    }
    await room.clock.sleep(pauseAfter(tries, evidence));
  }
  throw new RowChangedError(`a contact's row changed under ${TRIES} attempts; it is tried again`);
}

/**
 * Longer with every try, and different for all who write at once: drawn from what they have to say, for
 * whoever says the same has nothing left to write.
 */
function pauseAfter(tries: number, evidence: Evidence): number {
  const drawn = createHash("sha256")
    .update(JSON.stringify([tries, evidence]))
    .digest();
  return Math.ceil((drawn.readUInt16BE() / 2 ** 16) * Math.min(LONGEST_PAUSE, 5 * 2 ** tries));
}
