import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type Clock, epochSeconds } from "../aws/clock.ts";
import { conditionFailed } from "../aws/conditional-write.ts";
import type { ContactState } from "./contact-state.ts";
import { CONTACTS, type ContactRow, readContact, writeContact } from "./table.ts";

export interface Ledger {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}

/** A contact that is to be looked at. */
export interface DueContact {
  readonly contactId: string;
  /** Epoch seconds. */
  readonly dueAt: number;
}

/** The row as it is now, expired or not. */
export async function readRow(ledger: Ledger, contactId: string): Promise<ContactRow | undefined> {
  const { Item } = await ledger.client.send(
    new GetItemCommand({
      TableName: ledger.table,
      Key: { [CONTACTS.key]: { S: contactId } },
      ConsistentRead: true,
    }),
  );
  return Item && readContact(Item);
}

/**
 * Writes a row over the one that was read.
 * @param over undefined: over none
 * @returns false when somebody else wrote meanwhile
 */
export function writeRow(
  ledger: Ledger,
  row: ContactRow,
  over: ContactRow | undefined,
): Promise<boolean> {
  return unlessChanged(
    ledger.client.send(
      new PutItemCommand({
        TableName: ledger.table,
        Item: writeContact(row),
        ...(over === undefined
          ? {
              ConditionExpression: "attribute_not_exists(#key)",
              ExpressionAttributeNames: { "#key": CONTACTS.key },
            }
          : ifStill(over)),
      }),
    ),
  );
}

/** @returns false when the row is not any more what was read */
export function deleteRow(ledger: Ledger, row: ContactRow): Promise<boolean> {
  return unlessChanged(
    ledger.client.send(
      new DeleteItemCommand({
        TableName: ledger.table,
        Key: { [CONTACTS.key]: { S: row.contactId } },
        ...ifStill(row),
      }),
    ),
  );
}

/** The contacts in a state that are due by now, oldest first, page by page as they are asked for. */
export async function* dueContacts(
  ledger: Ledger,
  state: ContactState,
  pageSize: number = 100,
): AsyncGenerator<DueContact> {
  const pages = paginateQuery({ client: ledger.client, pageSize }, dueQuery(ledger, state));
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { contactId, nextCheckAt = 0 } = readContact(item);
      yield { contactId, dueAt: nextCheckAt };
    }
  }
}

/** Whether a contact in one of the states is due. Reads one entry of the index for each. */
export async function anyDue(ledger: Ledger, states: readonly ContactState[]): Promise<boolean> {
  for (const state of states) {
    const query = { ...dueQuery(ledger, state), Limit: 1 };
    const { Count = 0 } = await ledger.client.send(new QueryCommand(query));
    if (Count > 0) return true;
  }
  return false;
}

/** The index holds only rows with something left to check, sorted by when: no row is read in vain. */
function dueQuery({ table, clock }: Ledger, state: ContactState): QueryCommandInput {
  return {
    TableName: table,
    IndexName: CONTACTS.stateIndex,
    KeyConditionExpression: "#state = :state AND #nextCheckAt <= :now",
    ExpressionAttributeNames: { "#state": CONTACTS.state, "#nextCheckAt": CONTACTS.nextCheckAt },
    ExpressionAttributeValues: {
      ":state": { S: state },
      ":now": { N: String(epochSeconds(clock.now())) },
    },
  };
}

/** A row that was deleted and made anew counts from one again, but expires at another time. */
function ifStill({ version, expiresAt }: ContactRow) {
  return {
    ConditionExpression: "#version = :version AND #expiresAt = :expiresAt",
    ExpressionAttributeNames: { "#version": CONTACTS.version, "#expiresAt": CONTACTS.expiresAt },
    ExpressionAttributeValues: {
      ":version": { N: String(version) },
      ":expiresAt": { N: String(expiresAt) },
    },
  };
}

async function unlessChanged(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
