import type { Contact, RecordingInfo } from "@aws-sdk/client-connect";
import { describe, expect, it } from "vitest";
import { describedContact } from "./described-contact.ts";

const FOLDER = "amazon-connect-recordings/connect/demo-bank/CallRecordings";
const RECORDING = {
  StorageType: "S3",
  MediaStreamType: "AUDIO",
  Status: "AVAILABLE",
  Location: `${FOLDER}/2026/01/04/c1_20260104T22:32_UTC.wav`,
} as const satisfies RecordingInfo;

/** An answer to DescribeContact, as the SDK gives it. */
const contact: Contact = {
  Arn: "arn:aws:connect:ap-southeast-2:111122223333:instance/i/contact/c1",
  Id: "c1",
  InitialContactId: "c0",
  PreviousContactId: "",
  RelatedContactId: "cr",
  Channel: "VOICE",
  InitiationMethod: "TRANSFER",
  InitiationTimestamp: new Date(Date.UTC(2026, 0, 4, 22, 30)),
  DisconnectTimestamp: new Date(Date.UTC(2026, 0, 4, 22, 35)),
  LastUpdateTimestamp: new Date(Date.UTC(2026, 0, 4, 22, 36)),
  AgentInfo: { Id: "a1", ConnectedToAgentTimestamp: new Date(Date.UTC(2026, 0, 4, 22, 32)) },
  QueueInfo: { Id: "b1", EnqueueTimestamp: new Date(Date.UTC(2026, 0, 4, 22, 31)) },
  Recordings: [RECORDING],
};

describe("a described contact", () => {
  it("is read with its times as epoch milliseconds", () => {
    expect(describedContact(contact)).toEqual({
      channel: "VOICE",
      initiationMethod: "TRANSFER",
      initialContactId: "c0",
      previousContactId: undefined,
      relatedContactId: "cr",
      initiatedAt: Date.UTC(2026, 0, 4, 22, 30),
      connectedToAgentAt: Date.UTC(2026, 0, 4, 22, 32),
      disconnectedAt: Date.UTC(2026, 0, 4, 22, 35),
      lastUpdate: Date.UTC(2026, 0, 4, 22, 36),
      agentId: "a1",
      queueId: "b1",
      recordingLocation: RECORDING.Location,
    });
  });

  it("may say nothing", () => {
    expect(Object.values(describedContact({})).filter((fact) => fact !== undefined)).toEqual([]);
  });

  it.each([
    ["absent", {}],
    ["Connect's placeholder", { ConnectedToAgentTimestamp: new Date(1) }],
  ])("has had no agent where the connecting time is %s", (_, AgentInfo) => {
    const described = describedContact({ ...contact, AgentInfo: { Id: "a1", ...AgentInfo } });
    expect(described.connectedToAgentAt).toBeUndefined();
  });

  it.each<[string, Partial<Record<keyof RecordingInfo, unknown>>]>([
    ["a video", { MediaStreamType: "VIDEO" }],
    ["a stream", { StorageType: "KINESIS_VIDEO_STREAM" }],
    ["deleted", { Status: "DELETED" }],
    ["without a status", { Status: undefined }],
    ["nowhere", { Location: undefined }],
    ["the IVR's", { ParticipantType: "IVR" }],
    ["in the IVR's folder", { Location: `${FOLDER}/ivr/2026/01/04/c1_20260104T22:30_UTC.wav` }],
  ])("is not proven to be recorded by a recording that is %s", (_, change) => {
    const recording = { ...RECORDING, ...change } as RecordingInfo;
    const { recordingLocation } = describedContact({ ...contact, Recordings: [recording] });
    expect(recordingLocation).toBeUndefined();
  });

  it("has the first of several recordings, in whatever order they are told", () => {
    const later = { ...RECORDING, Location: `${FOLDER}/2026/01/05/c1_20260105T00:00_UTC.wav` };
    for (const Recordings of [
      [RECORDING, later],
      [later, RECORDING],
    ]) {
      expect(describedContact({ ...contact, Recordings }).recordingLocation).toBe(
        RECORDING.Location,
      );
    }
  });
});
