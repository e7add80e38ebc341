import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aContactEvent, connectedAt } from "../../test/factories/contact-event.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { BUCKET, PREFIX } from "../../test/recordings/endpoints.ts";
import { anS3Notification, aRecordingLine } from "../../test/recordings/input.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { onContactEvent } from "./on-contact-event.ts";
import { onFlowLog } from "./on-flow-log.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const poison = () => room.endpoints.sent.map(({ body }) => (body as { reason: string }).reason);

async function aFinishedCall(): Promise<Call> {
  const call = Call.withAgent();
  await room.switchedOn(call);
  await room.events(call);
  return call;
}

describe("one entry of a batch that cannot be read stops no other", () => {
  it("of the bucket's", async () => {
    const call = await aFinishedCall();
    const records = anS3Notification(call.key).Records;
    await room.created({
      Records: [{ eventName: "ObjectCreated:Put" }, ...records, { eventName: "ObjectRemoved:Put" }],
    });
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
    expect(poison()).toEqual(["Records.0.s3 must be Object"]);
  });

  it("of the flow log's", async () => {
    const call = new Call();
    const message = JSON.stringify(aRecordingLine(call.contactId));
    const logEvents = [{ id: 2, message }, { id: "1", message }, null];
    const payload = JSON.stringify({ messageType: "DATA_MESSAGE", logEvents });
    const data = gzipSync(payload).toString("base64");
    await onFlowLog(room.room(), { awslogs: { data } });
    expect((await room.row(call))?.state).toBe("INITIALISED");
    expect(poison()).toEqual([
      "payload.logEvents.0.id must be string",
      "payload.logEvents.2 must be Object",
    ]);
  });
});

describe("a line of the flow log", () => {
  it("of the next century is put aside: it would be the newest for ever", async () => {
    const call = new Call();
    await room.log(aRecordingLine(call.contactId, "Disable", Date.UTC(2126, 0)));
    expect(poison()).toEqual(["Timestamp must not lie more than an hour ahead"]);
    await room.switchedOn(call);
    expect((await room.row(call))?.closedReason).toBeUndefined();
  });
});

describe("a contact event", () => {
  it("that is null is put aside", async () => {
    await onContactEvent(room.room(), null as never);
    expect(poison()).toEqual(["detail must be Object"]);
  });

  it("with an id that no table takes is put aside, and not tried again", async () => {
    await room.event(aContactEvent({ previousContactId: "x".repeat(3_000) }));
    expect(poison()).toEqual([expect.stringContaining("detail.previousContactId")]);
  });

  it("with the placeholder of 1970 for its end is that of a call that goes on", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const disconnectTimestamp = "1970-01-01T00:00:00.001Z";
    const event = { contactId: call.contactId, ...connectedAt(MORNING), disconnectTimestamp };
    await room.event(aContactEvent(event));
    expect((await room.row(call))?.state).toBe("IN_PROGRESS - AGENT");
  });

  it("in upper camel tells as much as one in lower", async () => {
    const call = Call.withAgent();
    const next = Call.withAgent();
    await room.switchedOn(call);
    const { AgentArn, ConnectedToAgentTimestamp } = {
      AgentArn: "arn:x/agent/ana",
      ConnectedToAgentTimestamp: eventTime(MORNING + 5_000),
    };
    const detail = {
      ContactId: next.contactId,
      Channel: "VOICE",
      EventType: "CONNECTED_TO_AGENT",
      InitiationMethod: "TRANSFER",
      InstanceArn: aContactEvent().detail.instanceArn,
      RelatedContactId: call.contactId,
      AgentInfo: { AgentArn, ConnectedToAgentTimestamp },
      QueueInfo: { EnqueueTimestamp: eventTime(MORNING + 9_000) },
    };
    await onContactEvent(room.room(), { ...aContactEvent(), detail });
    expect(await room.row(next)).toMatchObject({
      state: "IN_PROGRESS - AGENT",
      agentId: "ana",
      relatedContactId: call.contactId,
      lastUpdate: MORNING + 9_000,
    });
  });
});

describe("a file that is not the recording", () => {
  const day = "2026/01/04";
  it.each([
    ["a transcript", (id: string) => `${PREFIX}/${day}/${id}_20260104T22:32_UTC.json`],
    ["a text", (id: string) => `${PREFIX}/${day}/${id}_20260104T22:32_UTC.txt`],
    ["a redacted copy", (id: string) => `${PREFIX}/redacted/${day}/${id}_20260104T22:32_UTC.wav`],
  ])("proves nothing, told of or found: %s", async (_, keyOf) => {
    const call = await aFinishedCall();
    room.known(call);
    const key = keyOf(call.contactId);
    room.endpoints.s3.put(BUCKET, key, "RIFF");
    await room.created(anS3Notification(key));
    expect((await room.row(call))?.recordingLocation).toBeUndefined();
    await room.sweepUntil(1_500);
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_FAILURE");
  });

  it("lies below ivr, and not below an instance of that name", async () => {
    const call = await aFinishedCall();
    const prefix = "connect/ivr/CallRecordings";
    const key = call.key.replace(PREFIX, prefix);
    const theirs = { ...room.room(), recordings: { bucket: BUCKET, prefix } };
    room.room = () => theirs;
    await room.created(anS3Notification(key));
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
  });
});
