import { itemsOf } from "../../../local/test-run/bank/emptied.ts";
import { recordingPrefixes } from "../../../src/connect/recording-key.ts";
import { type ContactRow, readContact } from "../../../src/recordings/table.ts";
import { type Broken, brokenIn } from "../invariant.ts";
import type { Run } from "../run.ts";
import type { SweepBank } from "../sweep-bank.ts";
import { contactsOf } from "./contacts.ts";

/**
 * Contacts with an agent have a verdict, the one that the bucket proves, and nothing is left to check.
 * Of the others no row is left but what arrived before any log line, which has no state.
 */
export async function checkRecordings(
  runs: readonly Run[],
  bank: SweepBank,
): Promise<readonly Broken[]> {
  const { objects, recordings } = bank.stack;
  const ledger = await readLedger(bank);
  return brokenIn("recordings", runs, (run) =>
    contactsOf(run).flatMap(({ contactId, initiationMethod, connectedToAgentAt: withAgentAt }) => {
      const row = ledger.get(contactId);
      const folders = recordingPrefixes(recordings.prefix, contactId, withAgentAt ?? 0);
      const recorded = folders.some((one) => objects.list(recordings.bucket, one).length > 0);
      const verdict = `CALL_RECORDED_${recorded ? "SUCCESS" : "FAILURE"}`;
      const wanted = withAgentAt === undefined ? "unknown" : `COMPLETED - AGENT, ${verdict}`;
      const next = row?.nextCheckAt === undefined ? "" : ", to be checked again";
      const is = row?.state ? `${row.state}, ${row.verdict}${next}` : "unknown";
      return is === wanted ? [] : [`the ${initiationMethod} contact is ${is}; expected ${wanted}`];
    }),
  );
}

async function readLedger({ stack }: SweepBank): Promise<ReadonlyMap<string, ContactRow>> {
  const name = stack.tableName("ContactId");
  const table = stack.description.tables.find((one) => one.name === name);
  const rows = table ? (await itemsOf(stack.dynamodb, table)).map(readContact) : [];
  return new Map(rows.map((row) => [row.contactId, row]));
}
