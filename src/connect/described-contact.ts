import type { Contact, RecordingInfo } from "@aws-sdk/client-connect";
import { isIvrKey } from "./recording-key.ts";
import { realTime } from "./timestamp.ts";

/** What is known of a contact, from whatever source. Times are epoch milliseconds. */
export interface ContactFacts {
  readonly channel: string | undefined;
  readonly initiationMethod: string | undefined;
  readonly initialContactId: string | undefined;
  readonly previousContactId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly initiatedAt: number | undefined;
  /** Undefined until an agent is connected; Connect's placeholder of 1970 counts as undefined. */
  readonly connectedToAgentAt: number | undefined;
  readonly disconnectedAt: number | undefined;
  /** As of when the rest is true. */
  readonly lastUpdate: number | undefined;
  readonly agentId: string | undefined;
  readonly queueId: string | undefined;
}

/** DescribeContact's answer, reduced to what we read. */
export interface DescribedContact extends ContactFacts {
  /** `<bucket>/<key>` of the recording of the agent's part. */
  readonly recordingLocation: string | undefined;
}

export function describedContact(contact: Contact): DescribedContact {
  const disconnectedAt = time(contact.DisconnectTimestamp);
  return {
    channel: contact.Channel,
    initiationMethod: contact.InitiationMethod,
    initialContactId: contact.InitialContactId || undefined,
    previousContactId: contact.PreviousContactId || undefined,
    relatedContactId: contact.RelatedContactId || undefined,
    initiatedAt: time(contact.InitiationTimestamp),
    connectedToAgentAt: time(contact.AgentInfo?.ConnectedToAgentTimestamp),
    disconnectedAt,
    lastUpdate: time(contact.LastUpdateTimestamp) ?? disconnectedAt,
    agentId: contact.AgentInfo?.Id,
    queueId: contact.QueueInfo?.Id,
    recordingLocation: agentRecording(contact.Recordings ?? []),
  };
}

/**
 * Only audio in S3 that is available proves anything, and not the IVR's: a contact can have both
 * (administrator guide, about-recording-behavior). Of several the first by name, so that every look
 * finds the same one.
 */
function agentRecording(recordings: readonly RecordingInfo[]): string | undefined {
  return recordings
    .filter(
      ({ StorageType, MediaStreamType, Status, ParticipantType }) =>
        StorageType === "S3" &&
        MediaStreamType === "AUDIO" &&
        Status === "AVAILABLE" &&
        (ParticipantType as string | undefined) !== "IVR",
    )
    .flatMap(({ Location }) => (Location && !isIvrKey(Location) ? [Location] : []))
    .sort()[0];
}

function time(date: Date | undefined): number | undefined {
  return realTime(date?.getTime());
}
