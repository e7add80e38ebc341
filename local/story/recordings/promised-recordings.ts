import { paginateScan } from "@aws-sdk/client-dynamodb";
import { recordingPrefixes } from "../../../src/connect/recording-key.ts";
import { STATES } from "../../../src/recordings/contact-state.ts";
import type { Ledger } from "../../../src/recordings/ledger.ts";
import { showContact } from "../../../src/recordings/show.ts";
import { type ContactRow, readContact } from "../../../src/recordings/table.ts";
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
  let left = 0;
  // All rows: the index has only those with something left to check.
  const { client, table } = ledgerOf(bank);
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
    left += Items.filter((item) => readContact(item).state === STATES.queueCompleted).length;
  }
  witness.check("noQueueRowIsLeft", left === 0, () => `${left} contacts of queue or IVR are left`);
}

export function ledgerOf(bank: DemoBank): Ledger {
  return { client: bank.dynamodb, table: bank.tableName("ContactId"), clock: bank.clock };
}

function isInBucket(bank: DemoBank, { contactId, connectedToAgentAt = 0 }: Contact): boolean {
  const { bucket, prefix } = bank.recordings;
  return recordingPrefixes(prefix, contactId, connectedToAgentAt).some(
    (folder) => bank.objects.list(bucket, folder).length > 0,
  );
}
