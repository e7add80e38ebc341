import { anId } from "./id.ts";
import { ACCOUNT, INSTANCE_ARN } from "./instance.ts";
import { MORNING, recordTime } from "./time.ts";

interface Endpoint {
  readonly Address: string | null;
  readonly Type: string;
}

/** A contact record as Connect writes it, format 2017-03-10: what is not known is there, as null. */
export interface ContactRecordJson {
  readonly AWSAccountId: string;
  readonly AWSContactTraceRecordFormatVersion: "2017-03-10";
  readonly Agent: object | null;
  readonly AgentConnectionAttempts: number;
  readonly AnsweringMachineDetectionStatus: string | null;
  readonly Attributes: Readonly<Record<string, string>> | null;
  readonly Campaign: { readonly CampaignId: string | null };
  readonly Channel: string;
  readonly ConnectedToSystemTimestamp: string | null;
  readonly ContactDetails: object;
  readonly ContactId: string;
  readonly CustomerEndpoint: Endpoint | null;
  readonly DisconnectReason: string | null;
  readonly DisconnectTimestamp: string | null;
  readonly InitialContactId: string | null;
  readonly InitiationMethod: string;
  readonly InitiationTimestamp: string;
  readonly InstanceARN: string;
  readonly LastUpdateTimestamp: string;
  readonly MediaStreams: readonly { readonly Type: string }[];
  readonly NextContactId: string | null;
  readonly PreviousContactId: string | null;
  readonly Queue: object | null;
  readonly Recording: object | null;
  readonly Recordings: readonly object[] | null;
  readonly References: readonly object[];
  readonly ScheduledTimestamp: string | null;
  readonly SystemEndpoint: Endpoint | null;
  readonly TransferCompletedTimestamp: string | null;
  readonly TransferredToEndpoint: Endpoint | null;
  readonly VoiceIdResult: object | null;
}

/** The record of an inbound call that ended in the flow: two minutes long, and no agent was in it. */
export function aContactRecord(given: Partial<ContactRecordJson> = {}): ContactRecordJson {
  return {
    AWSAccountId: ACCOUNT,
    AWSContactTraceRecordFormatVersion: "2017-03-10",
    Agent: null,
    AgentConnectionAttempts: 0,
    AnsweringMachineDetectionStatus: null,
    Attributes: {},
    Campaign: { CampaignId: null },
    Channel: "VOICE",
    ConnectedToSystemTimestamp: recordTime(MORNING),
    ContactDetails: {},
    ContactId: given.ContactId ?? anId(),
    CustomerEndpoint: { Address: "+61491570156", Type: "TELEPHONE_NUMBER" },
    DisconnectReason: null,
    DisconnectTimestamp: recordTime(MORNING + 120_000),
    InitialContactId: null,
    InitiationMethod: "INBOUND",
    InitiationTimestamp: recordTime(MORNING),
    InstanceARN: INSTANCE_ARN,
    LastUpdateTimestamp: recordTime(MORNING + 180_000),
    MediaStreams: [{ Type: "AUDIO" }],
    NextContactId: null,
    PreviousContactId: null,
    Queue: null,
    Recording: null,
    Recordings: null,
    References: [],
    ScheduledTimestamp: null,
    SystemEndpoint: { Address: "+61255501234", Type: "TELEPHONE_NUMBER" },
    TransferCompletedTimestamp: null,
    TransferredToEndpoint: null,
    VoiceIdResult: null,
    ...given,
  };
}

/** What else may travel on the stream of contact records: an agent event. */
export function anAgentEvent(): object {
  return {
    AWSAccountId: ACCOUNT,
    AgentARN: `${INSTANCE_ARN}/agent/${anId("agent")}`,
    CurrentAgentSnapshot: { AgentStatus: { Name: "Available", Type: "ROUTABLE" }, Contacts: [] },
    EventId: anId("event"),
    EventTimestamp: recordTime(MORNING),
    EventType: "HEART_BEAT",
    InstanceARN: INSTANCE_ARN,
    PreviousAgentSnapshot: null,
    Version: "2017-10-01",
  };
}
