import type { ContactFacts } from "../connect/described-contact.ts";
import type { Evidence } from "./evidence.ts";
import { liesAhead } from "./schedule.ts";
import type { ContactRow } from "./table.ts";

/** Beyond this a contact has no more direct followers that are told of its recording. */
const MOST_NEXT_CONTACTS = 100;

/**
 * Adds what the evidence says to what is known. Nothing is ever forgotten, and the sum is the same
 * in whatever order, and however often, the evidence comes. A time that cannot be true yet is none: it
 * would be the latest for ever.
 *
 * @param now epoch milliseconds
 */
export function learn(row: ContactRow, evidence: Evidence, now: number): ContactRow {
  switch (evidence.kind) {
    case "contact": {
      const { facts, recordingLocation } = evidence;
      return withRecording({ ...row, ...merged(row, credible(facts, now)) }, recordingLocation);
    }
    case "recording":
      return withRecording(row, evidence.location);
    case "next-contact":
      return withNext(row, evidence.contactId);
    default:
      return row;
  }
}

function credible(facts: ContactFacts, now: number): ContactFacts {
  const time = (at: number | undefined) =>
    at === undefined || liesAhead(at, now) ? undefined : at;
  return {
    ...facts,
    initiatedAt: time(facts.initiatedAt),
    connectedToAgentAt: time(facts.connectedToAgentAt),
    disconnectedAt: time(facts.disconnectedAt),
    lastUpdate: time(facts.lastUpdate),
  };
}

function merged(row: ContactFacts, facts: ContactFacts): ContactFacts {
  const newer = (facts.lastUpdate ?? 0) >= (row.lastUpdate ?? 0);
  const [first, second] = newer ? [facts, row] : [row, facts];
  return {
    channel: row.channel ?? facts.channel,
    initiationMethod: row.initiationMethod ?? facts.initiationMethod,
    initialContactId: row.initialContactId ?? facts.initialContactId,
    previousContactId: row.previousContactId ?? facts.previousContactId,
    relatedContactId: row.relatedContactId ?? facts.relatedContactId,
    initiatedAt: earliest(row.initiatedAt, facts.initiatedAt),
    connectedToAgentAt: earliest(row.connectedToAgentAt, facts.connectedToAgentAt),
    disconnectedAt: latest(row.disconnectedAt, facts.disconnectedAt),
    lastUpdate: latest(row.lastUpdate, facts.lastUpdate),
    // A contact may wait in one queue after another: the last one counts.
    agentId: first.agentId ?? second.agentId,
    queueId: first.queueId ?? second.queueId,
  };
}

/** Of two files that both are a contact's the first by name, whichever was heard of first. */
function withRecording(row: ContactRow, location: string | undefined): ContactRow {
  if (location === undefined) return row;
  const known = row.recordingLocation;
  return { ...row, recordingLocation: known !== undefined && known < location ? known : location };
}

function withNext(row: ContactRow, contactId: string): ContactRow {
  const known = row.nextContactIds;
  if (known.includes(contactId) || known.length >= MOST_NEXT_CONTACTS) return row;
  return { ...row, nextContactIds: [...known, contactId].sort() };
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
