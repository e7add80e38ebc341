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

const TRIES = 10;

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
    if (after === before || (await writeRow(room, { ...after, version: version + 1 }, version))) {
      if (change !== undefined) room.outcomes.record(change, { contactId });
      return after === before ? before : { ...after, version: version + 1 };
    }
  }
  throw new RowChangedError(`a contact's row changed under ${TRIES} attempts; it is tried again`);
}
