import type { EventBridgeEvent } from "aws-lambda";
import { anId } from "./id.ts";
import { ACCOUNT, INSTANCE_ARN, queueArn, REGION } from "./instance.ts";
import { eventTime, MORNING, recordTime } from "./time.ts";

/** The `detail` of a contact event. Unlike a record's, a field that is not known is not there. */
export interface ContactEventDetail {
  readonly contactId: string;
  readonly initialContactId?: string;
  readonly previousContactId?: string;
  readonly relatedContactId?: string;
  readonly channel: string;
  readonly instanceArn: string;
  readonly initiationMethod: string;
  readonly eventType: string;
  readonly initiationTimestamp: string;
  readonly connectedToSystemTimestamp?: string;
  readonly disconnectTimestamp?: string;
  readonly queueInfo?: {
    readonly queueArn: string;
    readonly queueType: "STANDARD";
    readonly enqueueTimestamp: string;
  };
  readonly agentInfo?: { readonly agentArn: string; readonly connectedToAgentTimestamp?: string };
}

type ContactEventEnvelope = EventBridgeEvent<"Amazon Connect Contact Event", ContactEventDetail>;

/** A contact event in its EventBridge envelope: the beginning of an inbound call. */
export function aContactEvent(given: Partial<ContactEventDetail> = {}): ContactEventEnvelope {
  const detail = {
    contactId: given.contactId ?? anId(),
    channel: "VOICE",
    instanceArn: INSTANCE_ARN,
    initiationMethod: "INBOUND",
    eventType: "INITIATED",
    initiationTimestamp: eventTime(MORNING),
    ...given,
  };
  return {
    version: "0",
    id: anId("event"),
    "detail-type": "Amazon Connect Contact Event",
    source: "aws.connect",
    account: ACCOUNT,
    time: recordTime(MORNING),
    region: REGION,
    resources: [INSTANCE_ARN, `${INSTANCE_ARN}/contact/${detail.contactId}`],
    detail,
  };
}

/** What the events of a contact say from when an agent is connected to it on. */
export function connectedAt(time: number): Pick<ContactEventDetail, "agentInfo"> {
  const agentArn = `${INSTANCE_ARN}/agent/a0000000-0000-4000-8000-000000000001`;
  return { agentInfo: { agentArn, connectedToAgentTimestamp: eventTime(time) } };
}

/** What the events of a contact say from when it waits in a queue on. */
export function inQueue(queueId: string): Pick<ContactEventDetail, "queueInfo"> {
  const enqueueTimestamp = eventTime(MORNING + 60_000);
  return { queueInfo: { queueArn: queueArn(queueId), queueType: "STANDARD", enqueueTimestamp } };
}
