import type { BusEvent } from "../delivery/event-bus.ts";
import type { Contact, Instance } from "./contact.ts";

/** The contact events of a voice contact; CONNECTED_TO_SYSTEM exists for outbound ones only. */
export type ContactEventType =
  | "INITIATED"
  | "CONNECTED_TO_SYSTEM"
  | "CONTACT_DATA_UPDATED"
  | "QUEUED"
  | "CONNECTED_TO_AGENT"
  | "DISCONNECTED"
  | "COMPLETED";

/**
 * A contact event as EventBridge delivers it: what is true of the contact now, without its
 * attributes and without its numbers. Fields that do not apply are absent.
 */
export function contactEventOf(
  contact: Contact,
  instance: Instance,
  type: ContactEventType,
  id: string,
  now: number,
  /** Of CONTACT_DATA_UPDATED: what was updated. */
  updatedProperties?: readonly string[],
): BusEvent {
  const { queue } = contact;
  return {
    version: "0",
    id,
    "detail-type": "Amazon Connect Contact Event",
    source: "aws.connect",
    account: instance.account,
    time: `${iso(now).slice(0, 19)}Z`,
    region: instance.region,
    resources: [instance.arn, `${instance.arn}/contact/${contact.contactId}`],
    detail: {
      contactId: contact.contactId,
      ...(contact.initialContactId && { initialContactId: contact.initialContactId }),
      ...(contact.previousContactId && { previousContactId: contact.previousContactId }),
      channel: contact.channel,
      instanceArn: instance.arn,
      initiationMethod: contact.initiationMethod,
      eventType: type,
      initiationTimestamp: iso(contact.initiatedAt),
      ...(contact.connectedToSystemAt && {
        connectedToSystemTimestamp: iso(contact.connectedToSystemAt),
      }),
      ...(contact.disconnectedAt && { disconnectTimestamp: iso(contact.disconnectedAt) }),
      ...(queue && {
        queueInfo: {
          queueArn: queue.arn,
          queueType: "STANDARD",
          enqueueTimestamp: iso(contact.enqueuedAt ?? contact.initiatedAt),
        },
      }),
      ...(contact.connectedToAgentAt && { agentInfo: agentInfoOf(contact, instance) }),
      ...(updatedProperties && { updatedProperties }),
    },
  };
}

function agentInfoOf(contact: Contact, instance: Instance): object {
  const id = contact.agent?.id ?? "a0000000-0000-4000-8000-000000000001";
  const { afterContactWorkEndedAt, agentLeftAt } = contact;
  return {
    agentArn: `${instance.arn}/agent/${id}`,
    connectedToAgentTimestamp: iso(contact.connectedToAgentAt ?? 0),
    ...(afterContactWorkEndedAt &&
      agentLeftAt && {
        afterContactWorkStartTimestamp: iso(agentLeftAt),
        afterContactWorkEndTimestamp: iso(afterContactWorkEndedAt),
        afterContactWorkDuration: Math.floor((afterContactWorkEndedAt - agentLeftAt) / 1000),
      }),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
