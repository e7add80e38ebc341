import type { Contact, ContactRecording, Instance } from "./contact.ts";

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
  const agentWas = contact.connectedToAgentAt !== undefined;
  const call = contact.recordings.find(({ participantType }) => participantType === null);
  return {
    AWSAccountId: instance.account,
    AWSContactTraceRecordFormatVersion: "2017-03-10",
    Agent: agentWas ? agentOf(contact, instance) : null,
    AgentConnectionAttempts: Math.max(contact.agentConnectionAttempts, agentWas ? 1 : 0),
    AnsweringMachineDetectionStatus: null,
    Attributes: { ...contact.attributes },
    Campaign: { CampaignId: null },
    Channel: contact.channel,
    ConnectedToSystemTimestamp: seconds(connectedToSystemAt(contact)),
    ContactDetails: {},
    ContactId: contact.contactId,
    CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
    DisconnectReason: contact.disconnectReason ?? null,
    DisconnectTimestamp: seconds(contact.disconnectedAt),
    InitialContactId: contact.initialContactId ?? null,
    InitiationMethod: contact.initiationMethod,
    InitiationTimestamp: seconds(contact.initiatedAt),
    InstanceARN: instance.arn,
    LastUpdateTimestamp: seconds(lastUpdate),
    MediaStreams: [{ Type: "AUDIO" }],
    NextContactId: contact.nextContactId ?? null,
    PreviousContactId: contact.previousContactId ?? null,
    Queue: contact.queue ? queueOf(contact) : null,
    Recording: call ? recordingOf(call) : null,
    Recordings: contact.recordings.length > 0 ? contact.recordings.map(listed) : null,
    References: [],
    ScheduledTimestamp: null,
    SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
    TransferCompletedTimestamp: seconds(contact.transferCompletedAt),
    TransferredToEndpoint:
      contact.transferredToNumber === undefined
        ? null
        : { Address: contact.transferredToNumber, Type: "TELEPHONE_NUMBER" },
    VoiceIdResult: null,
  };
}

/** Of a call in, the beginning; of an outbound one, when it was answered. */
function connectedToSystemAt(contact: Contact): number | undefined {
  const outbound = /^(CALLBACK|EXTERNAL_OUTBOUND)$/.test(contact.initiationMethod);
  return contact.connectedToSystemAt ?? (outbound ? undefined : contact.initiatedAt);
}

function agentOf(contact: Contact, instance: Instance): Readonly<Record<string, unknown>> {
  const left = contact.agentLeftAt ?? contact.disconnectedAt;
  const worked = contact.afterContactWorkEndedAt ?? left;
  const held = contact.holds.reduce((sum, hold) => sum + hold, 0);
  return {
    ARN: `${instance.arn}/agent/${contact.agent?.id ?? "a0000000-0000-4000-8000-000000000001"}`,
    AfterContactWorkDuration: between(left, worked),
    AfterContactWorkEndTimestamp: seconds(worked),
    AfterContactWorkStartTimestamp: seconds(left),
    AgentInteractionDuration: Math.max(
      0,
      between(contact.connectedToAgentAt, left) - Math.floor(held / 1000),
    ),
    ConnectedToAgentTimestamp: seconds(contact.connectedToAgentAt),
    CustomerHoldDuration: Math.floor(held / 1000),
    HierarchyGroups: null,
    LongestHoldDuration: Math.floor(Math.max(0, ...contact.holds) / 1000),
    NumberOfHolds: contact.holds.length,
    RoutingProfile: {
      ARN: `${instance.arn}/routing-profile/e0000000-0000-4000-8000-000000000001`,
      Name: "Basic Routing Profile",
    },
    Username: contact.agent?.username ?? "agent-one",
  };
}

function queueOf(contact: Contact): Readonly<Record<string, unknown>> {
  const dequeued = contact.connectedToAgentAt ?? contact.disconnectedAt;
  // A callback counts from its creation, the initial delay included (queued-callback-example).
  const from =
    contact.initiationMethod === "CALLBACK" && contact.connectedToSystemAt !== undefined
      ? contact.initiatedAt
      : contact.enqueuedAt;
  return {
    ARN: contact.queue?.arn,
    DequeueTimestamp: seconds(dequeued),
    Duration: between(from, dequeued),
    EnqueueTimestamp: seconds(contact.enqueuedAt),
    Name: contact.queue?.name,
  };
}

function recordingOf({ location }: ContactRecording): Readonly<Record<string, unknown>> {
  return { DeletionReason: null, Location: location, Status: "AVAILABLE", Type: "AUDIO" };
}

function listed({
  location,
  participantType,
}: ContactRecording): Readonly<Record<string, unknown>> {
  return {
    DeletionReason: null,
    FragmentStartNumber: null,
    FragmentStopNumber: null,
    Location: location,
    MediaStreamType: "AUDIO",
    ParticipantType: participantType,
    StartTimestamp: null,
    Status: "AVAILABLE",
    StopTimestamp: null,
    StorageType: "S3",
  };
}

function seconds(time: number | undefined): string | null {
  return time === undefined ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.floor((to - from) / 1000);
}
