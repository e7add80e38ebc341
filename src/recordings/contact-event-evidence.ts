import * as v from "valibot";
import { type ContactEvent, parseContactEvent } from "../connect/contact-event.ts";
import type { ContactFacts } from "../connect/described-contact.ts";
import { Timestamp } from "../connect/timestamp.ts";

/** What a contact event says, as far as the ledger wants to know. */
export interface ContactEventEvidence {
  readonly event: ContactEvent;
  readonly facts: ContactFacts;
}

const text = v.fallback(v.nullish(v.string()), undefined);
const time = v.fallback(v.nullish(Timestamp), undefined);

/** Details that no other system reads; one that makes no sense is as good as absent. */
const Details = v.object({
  relatedContactId: text,
  agentInfo: v.fallback(v.nullish(v.object({ agentArn: text })), undefined),
  queueInfo: v.fallback(v.nullish(v.object({ enqueueTimestamp: time })), undefined),
});

/** @throws InvalidInputError naming the field */
export function readContactEvent(detail: unknown): ContactEventEvidence {
  const event = parseContactEvent(detail);
  const { relatedContactId, agentInfo, queueInfo } = v.parse(Details, detail);
  const times = [
    event.initiatedAt,
    queueInfo?.enqueueTimestamp,
    event.connectedToAgentAt,
    event.disconnectedAt,
  ].filter((at) => typeof at === "number");
  return {
    event,
    facts: {
      channel: event.channel,
      initiationMethod: event.initiationMethod,
      initialContactId: event.initialContactId || undefined,
      previousContactId: event.previousContactId || undefined,
      relatedContactId: relatedContactId || undefined,
      initiatedAt: event.initiatedAt,
      connectedToAgentAt: event.connectedToAgentAt,
      disconnectedAt: event.disconnectedAt,
      // An event says no time of its own but in its envelope, to the second: the newest it tells of.
      lastUpdate: times.length > 0 ? Math.max(...times) : undefined,
      agentId: idIn(agentInfo?.agentArn),
      queueId: idIn(event.queueArn),
    },
  };
}

/** The id at the end of an ARN, or the id itself. */
function idIn(arn: string | null | undefined): string | undefined {
  return arn?.split("/").at(-1) || undefined;
}
