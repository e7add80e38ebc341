import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { ContactFacts } from "../connect/described-contact.ts";
import type { ContactState, Verdict } from "./contact-state.ts";

/**
 * The contact ledger. This file alone names its attributes; the README says what each means. Times
 * are ISO 8601 texts in UTC with milliseconds, so that they sort; `NextCheckAt` and `ExpiresAt` are
 * epoch seconds.
 */
export const CONTACTS = {
  key: "ContactId",
  state: "State",
  verdict: "RecordedState",
  channel: "Channel",
  initiationMethod: "InitiationMethod",
  initiatedAt: "InitiationTimestamp",
  connectedToAgentAt: "ConnectedToAgentTimestamp",
  disconnectedAt: "DisconnectTimestamp",
  lastUpdate: "LastUpdateTimestamp",
  agentId: "AgentId",
  queueId: "QueueId",
  initialContactId: "InitialContactId",
  previousContactId: "PreviousContactId",
  relatedContactId: "RelatedContactId",
  nextContactIds: "NextContactIds",
  recordingLocation: "RecordingLocation",
  recordingBehaviorAt: "RecordingBehaviorAt",
  closedReason: "ClosedReason",
  version: "Version",
  nextCheckAt: "NextCheckAt",
  expiresAt: "ExpiresAt",
  stateIndex: "StateIndex",
  verdictIndex: "VerdictIndex",
} as const;

/** The table's name unless a deployment says otherwise. */
export const CONTACTS_TABLE_NAME = "ContactTable";

/** Why nothing is checked any more although there is no verdict. */
export type ClosedReason = "RECORDING_DISABLED" | "NOT_VOICE" | "CONTACT_NOT_FOUND";

/** What the ledger holds of a contact. Times are epoch milliseconds unless said otherwise. */
export interface ContactRow extends ContactFacts {
  readonly contactId: string;
  /** Undefined: evidence of a contact that is not in the ledger (yet). */
  readonly state: ContactState | undefined;
  readonly verdict: Verdict | undefined;
  /** Contacts that followed this one, whose recording follows its recording. */
  readonly nextContactIds: readonly string[];
  /** `<bucket>/<key>` */
  readonly recordingLocation: string | undefined;
  /** Of the newest recording block that ran on this contact itself. */
  readonly recordingBehaviorAt: number | undefined;
  readonly closedReason: ClosedReason | undefined;
  /** Counts the writes; 0: never written. */
  readonly version: number;
  /** Epoch seconds; undefined: nothing is left to check. */
  readonly nextCheckAt: number | undefined;
  /** Epoch seconds; dead from then on, deleted or not. */
  readonly expiresAt: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** What is known of a contact that nothing is known of. */
export function unknownContact(contactId: string, version: number = 0): ContactRow {
  return { ...readContact({ [CONTACTS.key]: { S: contactId } }), version };
}

export function readContact(item: Item): ContactRow {
  const text = (name: string) => item[name]?.S;
  const time = (name: string) =>
    item[name]?.S === undefined ? undefined : Date.parse(item[name].S);
  const number = (name: string) => (item[name]?.N === undefined ? undefined : Number(item[name].N));
  return {
    contactId: text(CONTACTS.key) ?? "",
    state: text(CONTACTS.state) as ContactState | undefined,
    verdict: text(CONTACTS.verdict) as Verdict | undefined,
    channel: text(CONTACTS.channel),
    initiationMethod: text(CONTACTS.initiationMethod),
    initiatedAt: time(CONTACTS.initiatedAt),
    connectedToAgentAt: time(CONTACTS.connectedToAgentAt),
    disconnectedAt: time(CONTACTS.disconnectedAt),
    lastUpdate: time(CONTACTS.lastUpdate),
    agentId: text(CONTACTS.agentId),
    queueId: text(CONTACTS.queueId),
    initialContactId: text(CONTACTS.initialContactId),
    previousContactId: text(CONTACTS.previousContactId),
    relatedContactId: text(CONTACTS.relatedContactId),
    nextContactIds: item[CONTACTS.nextContactIds]?.SS?.toSorted() ?? [],
    recordingLocation: text(CONTACTS.recordingLocation),
    recordingBehaviorAt: time(CONTACTS.recordingBehaviorAt),
    closedReason: text(CONTACTS.closedReason) as ClosedReason | undefined,
    version: number(CONTACTS.version) ?? 0,
    nextCheckAt: number(CONTACTS.nextCheckAt),
    expiresAt: number(CONTACTS.expiresAt) ?? 0,
  };
}

/** The whole item; what is undefined is not there. */
export function writeContact(row: ContactRow): Record<string, AttributeValue> {
  const item: Record<string, AttributeValue> = {
    [CONTACTS.key]: { S: row.contactId },
    [CONTACTS.version]: { N: String(row.version) },
    [CONTACTS.expiresAt]: { N: String(row.expiresAt) },
  };
  for (const field of TEXTS) if (row[field]) item[CONTACTS[field]] = { S: row[field] };
  for (const field of TIMES) {
    const at = row[field];
    if (at !== undefined) item[CONTACTS[field]] = { S: new Date(at).toISOString() };
  }
  if (row.nextCheckAt !== undefined) item[CONTACTS.nextCheckAt] = { N: String(row.nextCheckAt) };
  if (row.nextContactIds.length > 0)
    item[CONTACTS.nextContactIds] = { SS: [...row.nextContactIds] };
  return item;
}

const TEXTS = [
  "state",
  "verdict",
  "channel",
  "initiationMethod",
  "agentId",
  "queueId",
  "initialContactId",
  "previousContactId",
  "relatedContactId",
  "recordingLocation",
  "closedReason",
] as const satisfies (keyof ContactRow)[];

const TIMES = [
  "initiatedAt",
  "connectedToAgentAt",
  "disconnectedAt",
  "lastUpdate",
  "recordingBehaviorAt",
] as const satisfies (keyof ContactRow)[];
