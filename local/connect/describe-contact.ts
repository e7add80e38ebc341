import type {
  Contact as DescribedContact,
  ParticipantType,
  RecordingInfo,
} from "@aws-sdk/client-connect";
import type { Contact, Instance } from "./contact.ts";

/**
 * What the API's DescribeContact answers as `Contact`, with times as dates, as the SDK gives them;
 * over HTTP they are epoch seconds. What does not apply is absent.
 * https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html
 */
export function describedContact(contact: Contact, instance: Instance): DescribedContact {
  const { settings, queue, agent } = contact;
  const callback = contact.initiationMethod === "CALLBACK";
  return {
    Arn: `${instance.arn}/contact/${contact.contactId}`,
    Id: contact.contactId,
    ...(contact.initialContactId && { InitialContactId: contact.initialContactId }),
    ...(contact.previousContactId && { PreviousContactId: contact.previousContactId }),
    InitiationMethod: contact.initiationMethod,
    ...(settings.name && { Name: settings.name }),
    ...(settings.description && { Description: settings.description }),
    Channel: contact.channel,
    ...(queue && {
      QueueInfo: {
        Id: queue.arn.split("/").at(-1) ?? queue.arn,
        ...date("EnqueueTimestamp", contact.enqueuedAt),
      },
    }),
    ...(contact.connectedToAgentAt && {
      AgentInfo: {
        Id: agent?.id ?? "a0000000-0000-4000-8000-000000000001",
        ...date("ConnectedToAgentTimestamp", contact.connectedToAgentAt),
        ...(contact.afterContactWorkEndedAt && {
          ...date("AfterContactWorkStartTimestamp", contact.agentLeftAt),
          ...date("AfterContactWorkEndTimestamp", contact.afterContactWorkEndedAt),
        }),
      },
    }),
    InitiationTimestamp: new Date(contact.initiatedAt),
    ...date("ConnectedToSystemTimestamp", contact.connectedToSystemAt),
    ...date("DisconnectTimestamp", contact.disconnectedAt),
    LastUpdateTimestamp: new Date(contact.updatedAt),
    CustomerEndpoint: { Address: contact.customerAddress, Type: "TELEPHONE_NUMBER" },
    // Not given for callbacks and transfers from queue to queue.
    ...(!callback &&
      contact.initiationMethod !== "QUEUE_TRANSFER" && {
        SystemEndpoint: { Address: contact.systemAddress, Type: "TELEPHONE_NUMBER" },
      }),
    ...(contact.recordings.length > 0 && {
      Recordings: contact.recordings.map(
        ({ location, participantType }): RecordingInfo => ({
          StorageType: "S3",
          Location: location,
          MediaStreamType: "AUDIO",
          // The model lists no IVR; the administrator guide does (about-recording-behavior).
          ...(participantType && { ParticipantType: participantType as ParticipantType }),
          Status: "AVAILABLE",
        }),
      ),
    }),
    ...(contact.disconnectReason && { DisconnectReason: contact.disconnectReason }),
    Tags: { ...settings.tags },
  };
}

function date<K extends string>(name: K, time: number | undefined): { [key in K]?: Date } {
  return (time === undefined ? {} : { [name]: new Date(time) }) as { [key in K]?: Date };
}
