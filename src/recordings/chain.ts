import { advance, type LedgerRoom } from "./advance.ts";
import { recordingOf } from "./enrolment.ts";
import { readRow } from "./ledger.ts";
import { isExpired } from "./schedule.ts";
import type { ContactRow } from "./table.ts";

/**
 * Whether a contact on which no recording block ran is recorded depends on the one before it, and
 * the two may be heard of in either order. So a contact leaves its id with those before it, and
 * whoever learns how one of them is recorded passes it on to those after it.
 */

/** The contacts that this one follows: transferred from, called back for. */
type Links = Pick<ContactRow, "contactId" | "previousContactId" | "relatedContactId">;

/** Leaves the contact's id with those before it. Before the contact's own row is written. */
export async function leaveTrace(room: LedgerRoom, contact: Links): Promise<void> {
  for (const before of contactsBefore(contact)) {
    await advance(room, before, { kind: "next-contact", contactId: contact.contactId });
  }
}

/** Lets the contact inherit from those before it, and those after it from the contact. */
export async function passOn(room: LedgerRoom, row: ContactRow): Promise<void> {
  await inherit(room, row, new Set());
}

async function inherit(room: LedgerRoom, row: ContactRow, seen: Set<string>): Promise<void> {
  if (seen.has(row.contactId)) return;
  seen.add(row.contactId);
  const { nextContactIds } = await settled(room, row);
  for (const contactId of nextContactIds) {
    const next = await liveRow(room, contactId);
    if (next) await inherit(room, next, seen);
  }
}

/**
 * Writes what is inherited, and looks again whether it still is: what those before it were when they
 * were read may have changed by the time of the write.
 */
async function settled(room: LedgerRoom, row: ContactRow): Promise<ContactRow> {
  let now = row;
  let written: "on" | "off" | undefined;
  for (;;) {
    if (now.recordingBehaviorAt !== undefined) return now;
    const inherited = await inheritedBy(room, now);
    if (inherited === undefined || inherited === written) return now;
    written = inherited;
    now = await advance(room, row.contactId, { kind: "inherited", on: inherited === "on" });
  }
}

async function inheritedBy(room: LedgerRoom, contact: Links): Promise<"on" | "off" | undefined> {
  let inherited: "on" | "off" | undefined;
  for (const contactId of contactsBefore(contact)) {
    const before = await liveRow(room, contactId);
    const recording = before && recordingOf(before);
    if (recording === "on") return "on";
    inherited = recording ?? inherited;
  }
  return inherited;
}

function contactsBefore({ contactId, previousContactId, relatedContactId }: Links): string[] {
  const links = new Set([previousContactId, relatedContactId]);
  return [...links].filter((id) => id !== undefined && id !== contactId) as string[];
}

async function liveRow(room: LedgerRoom, contactId: string): Promise<ContactRow | undefined> {
  const row = await readRow(room, contactId);
  return row && !isExpired(row, room.clock.now()) ? row : undefined;
}
