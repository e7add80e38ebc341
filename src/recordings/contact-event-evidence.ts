import type { ContactEvent } from "../connect/contact-event.ts";
import type { ContactFacts } from "../connect/described-contact.ts";

/** What a contact event says, as far as the ledger wants to know. */
export function factsOf(event: ContactEvent): ContactFacts {
  const { initiatedAt, enqueuedAt, connectedToAgentAt, disconnectedAt } = event;
  const times = [initiatedAt, enqueuedAt, connectedToAgentAt, disconnectedAt].filter(
    (at) => at !== undefined,
  );
  return {
    channel: event.channel,
    initiationMethod: event.initiationMethod,
    initialContactId: event.initialContactId || undefined,
    previousContactId: event.previousContactId || undefined,
    relatedContactId: event.relatedContactId || undefined,
    initiatedAt,
    connectedToAgentAt,
    disconnectedAt,
    // An event says no time of its own but in its envelope, to the second: the newest it tells of.
    lastUpdate: times.length > 0 ? Math.max(...times) : undefined,
    agentId: idIn(event.agentArn),
    queueId: idIn(event.queueArn),
  };
}

/** The id at the end of an ARN, or the id itself. */
function idIn(arn: string | undefined): string | undefined {
  return arn?.split("/").at(-1) || undefined;
}
