import { recordingPrefixes } from "../../../src/connect/recording-key.ts";
import { listByState } from "../../../src/recordings/list.ts";
import { showContact } from "../../../src/recordings/show.ts";
import type { ContactRow } from "../../../src/recordings/table.ts";
import type { Contact } from "../../connect/contact.ts";
import type { DemoBank } from "../../demo-bank.ts";
import type { Witness } from "../witness.ts";
import type { Heard } from "./heard.ts";

/** What the ledger says in the end of one contact, beside what happened to it. */
export interface Watched {
  readonly contact: Contact;
  readonly row: ContactRow | undefined;
  /** Whether a recording of it is in the bucket. */
  readonly recorded: boolean;
}

/**
 * Reads the row of every contact with an agent whose recording was expected: it was being recorded,
 * and the watch could know.
 */
export async function watchedOf(
  bank: DemoBank,
  contacts: readonly Contact[],
  heard: Heard,
): Promise<readonly Watched[]> {
  const ledger = ledgerOf(bank);
  const expected = contacts.filter(
    (contact) =>
      contact.connectedToAgentAt !== undefined && contact.recorded && heard.knows(contact),
  );
  const watched: Watched[] = [];
  for (const contact of expected) {
    const row = await showContact(ledger, contact.contactId);
    watched.push({ contact, row, recorded: isInBucket(bank, contact) });
  }
  return watched;
}

/** Exactly one verdict each, and the one that the bucket proves. */
export function holdVerdicts(witness: Witness, watched: readonly Watched[]): void {
  for (const { contact, row, recorded } of watched) {
    const verdict = recorded ? "CALL_RECORDED_SUCCESS" : "CALL_RECORDED_FAILURE";
    witness.check(
      "everyVerdictAgreesWithTheBucket",
      row?.verdict === verdict,
      () =>
        `${contact.initiationMethod} contact ${contact.contactId} is ${row?.state ?? "not in the ledger"}, ${row?.verdict}, and its recording is ${recorded ? "" : "not "}there`,
    );
  }
}

/** The sweep deletes contacts that never reached an agent. */
export async function holdQueueRows(bank: DemoBank, witness: Witness): Promise<void> {
  const left = await listByState(ledgerOf(bank), "COMPLETED - QUEUE/IVR");
  witness.check(
    "noQueueRowIsLeft",
    left.length === 0,
    () => `${left.length} contacts of queue or IVR are left`,
  );
}

function ledgerOf(bank: DemoBank) {
  return { client: bank.dynamodb, table: bank.tableName("ContactId"), clock: bank.clock };
}

function isInBucket(bank: DemoBank, { contactId, connectedToAgentAt = 0 }: Contact): boolean {
  const { bucket, prefix } = bank.recordings;
  return recordingPrefixes(prefix, contactId, connectedToAgentAt).some(
    (folder) => bank.objects.list(bucket, folder).length > 0,
  );
}
