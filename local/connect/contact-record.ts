import type { Contact, Instance } from "./contact.ts";

/**
 * The contact record Connect streams for a finished contact, in its real shape: every field that
 * does not apply is there as null, and times have seconds. Copies differ in `LastUpdateTimestamp`.
 *
 * @param lastUpdate epoch milliseconds; later than the contact's end
 */
export function contactRecordOf(
  contact: Contact,
  instance: Instance,
  lastUpdate: number,
): Readonly<Record<string, unknown>> {
  const initiated = seconds(contact.initiatedAt);
  return {
    AWSAccountId: instance.account,
    AWSContactTraceRecordFormatVersion: "2017-03-10",
    Agent: contact.connectedToAgentAt ? agentOf(contact, instance) : null,
    AgentConnectionAttempts: contact.connectedToAgentAt ? 1 : 0,
    AnsweringMachineDetectionStatus: null,
    Attributes: { ...contact.attributes },
    Campaign: { CampaignId: null },
    Channel: contact.channel,
    ConnectedToSystemTimestamp: initiated,
    ContactDetails: {},
    ContactId: contact.contactId,
    CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
    DisconnectReason: contact.disconnectReason ?? null,
    DisconnectTimestamp: seconds(contact.disconnectedAt),
    InitialContactId: contact.initialContactId ?? null,
    InitiationMethod: contact.initiationMethod,
    InitiationTimestamp: initiated,
    InstanceARN: instance.arn,
    LastUpdateTimestamp: seconds(lastUpdate),
    MediaStreams: [{ Type: "AUDIO" }],
    NextContactId: contact.nextContactId ?? null,
    PreviousContactId: contact.previousContactId ?? null,
    Queue: contact.queue ? queueOf(contact) : null,
    Recording: null,
    Recordings: null,
    References: [],
    ScheduledTimestamp: null,
    SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
    TransferCompletedTimestamp: null,
    TransferredToEndpoint: null,
    VoiceIdResult: null,
  };
}

function agentOf(contact: Contact, instance: Instance): Readonly<Record<string, unknown>> {
  return {
    ARN: `${instance.arn}/agent/a0000000-0000-4000-8000-000000000001`,
    AfterContactWorkDuration: 0,
    AfterContactWorkEndTimestamp: seconds(contact.disconnectedAt),
    AfterContactWorkStartTimestamp: seconds(contact.disconnectedAt),
    AgentInteractionDuration: between(contact.connectedToAgentAt, contact.disconnectedAt),
    ConnectedToAgentTimestamp: seconds(contact.connectedToAgentAt),
    CustomerHoldDuration: 0,
    HierarchyGroups: null,
    LongestHoldDuration: 0,
    NumberOfHolds: 0,
    RoutingProfile: {
      ARN: `${instance.arn}/routing-profile/e0000000-0000-4000-8000-000000000001`,
      Name: "Basic Routing Profile",
    },
    Username: "agent-one",
  };
}

function queueOf(contact: Contact): Readonly<Record<string, unknown>> {
  const dequeued = contact.connectedToAgentAt ?? contact.disconnectedAt;
  return {
    ARN: contact.queue?.arn,
    DequeueTimestamp: seconds(dequeued),
    Duration: between(contact.enqueuedAt, dequeued),
    EnqueueTimestamp: seconds(contact.enqueuedAt),
    Name: contact.queue?.name,
  };
}

function seconds(time: number | undefined): string | null {
  return time === undefined ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.floor((to - from) / 1000);
}
