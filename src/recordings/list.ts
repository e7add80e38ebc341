import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { ContactState, Verdict } from "./contact-state.ts";
import type { Ledger } from "./ledger.ts";
import { isExpired } from "./schedule.ts";
import { CONTACTS, type ContactRow, readContact } from "./table.ts";

/** DynamoDB's limit for one BatchGetItem. */
const MOST = 100;

/** DynamoDB answers in part when it is busy. */
const PAUSE_MS = 100;

/**
 * The contacts in a state that have something left to check, those due first at the front. Contacts
 * with a verdict, or closed, are not among them.
 * @param limit at most 100
 */
export function listByState(
  ledger: Ledger,
  state: ContactState,
  limit: number = MOST,
): Promise<ContactRow[]> {
  return list(ledger, limit, {
    IndexName: CONTACTS.stateIndex,
    KeyConditionExpression: "#state = :state",
    ExpressionAttributeNames: { "#state": CONTACTS.state },
    ExpressionAttributeValues: { ":state": { S: state } },
  });
}

/**
 * The agent calls with a verdict, those that ended last at the front.
 * @param limit at most 100
 */
export function listByVerdict(
  ledger: Ledger,
  verdict: Verdict,
  limit: number = MOST,
): Promise<ContactRow[]> {
  return list(ledger, limit, {
    IndexName: CONTACTS.verdictIndex,
    KeyConditionExpression: "#verdict = :verdict",
    ExpressionAttributeNames: { "#verdict": CONTACTS.verdict },
    ExpressionAttributeValues: { ":verdict": { S: verdict } },
    ScanIndexForward: false,
  });
}

/** The indexes hold keys only, so that a change of a fact is one write: the rows are read by key. */
async function list(
  ledger: Ledger,
  limit: number,
  query: Omit<QueryCommandInput, "TableName">,
): Promise<ContactRow[]> {
  const Limit = Math.min(limit, MOST);
  const { Items = [] } = await ledger.client.send(
    new QueryCommand({ ...query, TableName: ledger.table, Limit }),
  );
  const ids = Items.map((item) => readContact(item).contactId);
  const rows = new Map((await readRows(ledger, ids)).map((row) => [row.contactId, row]));
  const now = ledger.clock.now();
  return ids.flatMap((id) => rows.get(id) ?? []).filter((row) => !isExpired(row, now));
}

async function readRows(ledger: Ledger, ids: readonly string[]): Promise<ContactRow[]> {
  const rows: ContactRow[] = [];
  let keys = ids.map((id) => ({ [CONTACTS.key]: { S: id } }));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await ledger.client.send(
      new BatchGetItemCommand({ RequestItems: { [ledger.table]: { Keys: keys } } }),
    );
    rows.push(...(Responses?.[ledger.table] ?? []).map(readContact));
    keys = (UnprocessedKeys?.[ledger.table]?.Keys ?? []) as typeof keys;
    if (keys.length > 0) await ledger.clock.sleep(PAUSE_MS);
  }
  return rows;
}
