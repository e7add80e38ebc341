import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { Call } from "../../test/recordings/call.ts";
import { BUCKET, PREFIX } from "../../test/recordings/endpoints.ts";
import {
  aLogSubscription,
  anObjectCreatedEvent,
  anS3Notification,
  aRecordingLine,
} from "../../test/recordings/input.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";
import { onFlowLog } from "./on-flow-log.ts";

const DAY = 86_400;

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

const writes = () => room.endpoints.faults.counts()["dynamodb.PutItem"] ?? 0;
const poison = () =>
  room.endpoints.sent.filter(({ queue }) => queue === "poison").map(({ body }) => body);

describe("the flow log", () => {
  it("makes a contact INITIALISED, due in a minute, and kept for thirty days", async () => {
    const call = new Call();
    await room.at(0).switchedOn(call);
    const begin = room.clock.time / 1000;
    expect(await room.row(call)).toMatchObject({
      state: "INITIALISED",
      recordingBehaviorAt: room.clock.time,
      nextCheckAt: begin + 60,
      expiresAt: begin + 30 * DAY,
      version: 1,
    });
  });

  it("changes nothing by a line that comes again", async () => {
    const call = new Call();
    await room.switchedOn(call);
    await room.at(60).switchedOn(call);
    expect(writes()).toBe(1);
    expect(room.outcomes.taken()).toEqual(["ContactEnrolled", "NothingNew"]);
  });

  it.each([
    ["in order", [10, 20]],
    ["out of order", [20, 10]],
  ])("lets the newest block win, %s", async (_, times) => {
    const [off, on] = [new Call(), new Call()];
    for (const at of times) {
      await (at === 20 ? room.switchedOff(off, at) : room.switchedOn(off, at));
      await (at === 20 ? room.switchedOn(on, at) : room.switchedOff(on, at));
    }
    expect(await room.row(off)).toMatchObject({
      closedReason: "RECORDING_DISABLED",
      nextCheckAt: undefined,
    });
    expect(await room.row(on)).toMatchObject({ state: "INITIALISED", closedReason: undefined });
    expect((await room.row(on))?.nextCheckAt).toBeGreaterThan(0);
  });

  it("closes a contact whose recording is switched off, without a verdict", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.switchedOff(call, 60);
    await room.events(call);
    await room.recorded(call);
    expect(await room.row(call)).toMatchObject({
      state: "COMPLETED - AGENT",
      verdict: undefined,
      closedReason: "RECORDING_DISABLED",
      nextCheckAt: undefined,
    });
  });

  it("takes whoever is recorded: agent, customer, or both", async () => {
    for (const RecordingParticipantOption of ["All", "Agent", "Customer"]) {
      const call = new Call();
      await room.log(aRecordingLine(call.contactId, "Enable", 0, { RecordingParticipantOption }));
      expect((await room.row(call))?.state).toBe("INITIALISED");
    }
  });

  it("says so when a block asks for neither on nor off", async () => {
    const call = new Call();
    await room.log(aRecordingLine(call.contactId, "" as "Enable"));
    expect(room.outcomes.taken()).toEqual(["RecordingBlockUnclear"]);
    expect(await room.row(call)).toBeUndefined();
  });

  it("skips control messages and other blocks, and puts aside what is no line, or no log", async () => {
    const call = new Call();
    const other = { ...aRecordingLine(anId()), ContactFlowModuleType: "PlayPrompt" };
    const broken = { ...aRecordingLine(call.contactId), Timestamp: "+61491570156" };
    await onFlowLog(room.room(), aLogSubscription(["test"], "CONTROL_MESSAGE"));
    await onFlowLog(room.room(), { awslogs: { data: "bm90IGd6aXA=" } });
    await room.log("not JSON", other, broken, aRecordingLine(call.contactId));
    expect((await room.row(call))?.state).toBe("INITIALISED");
    expect(poison()).toEqual([
      { reason: "awslogs.data must be base64 of gzip of a JSON text" },
      { reason: "line must be a JSON text", eventId: "log-0" },
      { reason: "Timestamp must be an ISO 8601 time", eventId: "log-2" },
    ]);
    expect(room.outcomes.taken().sort()).toEqual([
      "ContactEnrolled",
      "ControlMessage",
      "LineSkipped",
      "LineUnparseable",
      "LineUnparseable",
      "LogUnparseable",
    ]);
  });

  it("takes the other lines when the store refuses one, and asks for all again", async () => {
    const calls = [new Call(), new Call(), new Call()];
    const lines = calls.map(({ contactId }) => aRecordingLine(contactId));
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "dynamodb", operation: "PutItem", fault: denied });
    await expect(room.log(...lines)).rejects.toThrow("1 of 3 lines failed");
    await room.log(...lines);
    expect(await Promise.all(calls.map((call) => room.row(call)))).not.toContain(undefined);
    expect(room.outcomes.taken().filter((outcome) => outcome === "ContactEnrolled")).toHaveLength(
      3,
    );
  });
});

describe("check: events before the log line lose nothing", () => {
  it("keeps them for a day, outside the ledger, and turns them into what they prove", async () => {
    const call = Call.withAgent();
    await room.events(call);
    await room.recorded(call);
    const kept = await room.row(call);
    expect(kept).toMatchObject({ state: undefined, nextCheckAt: undefined });
    expect(kept?.expiresAt).toBe(room.clock.time / 1000 + DAY);
    await room.at(600).switchedOn(call);
    expect(await room.row(call)).toMatchObject({
      state: "COMPLETED - AGENT",
      verdict: "CALL_RECORDED_SUCCESS",
      recordingLocation: call.location,
      expiresAt: room.clock.time / 1000 + 30 * DAY,
    });
  });

  it("forgets them after a day, deleted or not", async () => {
    const call = Call.withAgent();
    await room.events(call);
    await room.at(DAY + 1).switchedOn(call);
    expect(await room.row(call)).toMatchObject({
      state: "INITIALISED",
      connectedToAgentAt: undefined,
    });
  });
});

describe("contact events", () => {
  it("of other channels and other instances are dropped", async () => {
    const ids = [anId(), anId()] as const;
    await room.event(aContactEvent({ contactId: ids[0], channel: "CHAT" }));
    const instanceArn = `${INSTANCE_ARN.slice(0, -1)}9`;
    await room.event(aContactEvent({ contactId: ids[1], instanceArn }));
    expect(room.outcomes.taken()).toEqual(["ContactSkipped", "OtherInstanceDropped"]);
    expect(room.endpoints.faults.counts()).toEqual({});
  });

  it("that make no sense are put aside", async () => {
    const envelope = aContactEvent();
    await room.event({ ...envelope, detail: { contactId: 7 } } as never);
    expect(poison()).toEqual([{ reason: "detail.contactId must be string", eventId: envelope.id }]);
  });

  it("are thrown back when the store refuses them", async () => {
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "dynamodb", fault: denied });
    await expect(room.event(aContactEvent())).rejects.toThrow(
      expect.objectContaining({ name: "AccessDeniedException" }),
    );
    expect(room.outcomes.taken()).toEqual(["ContactEventFailed"]);
  });

  it("enrol every agent call, where that is asked for", async () => {
    room.enrol = "every-agent-contact";
    const [agent, queue] = [Call.withAgent(), new Call({ disconnectedAt: 100 })];
    await room.events(agent);
    await room.events(queue);
    expect((await room.row(agent))?.state).toBe("COMPLETED - AGENT");
    expect((await room.row(queue))?.state).toBeUndefined();
  });

  it("do not enrol a supervisor who listens", async () => {
    room.enrol = "every-agent-contact";
    const call = Call.withAgent({ initiationMethod: "MONITOR" });
    await room.events(call);
    expect((await room.row(call))?.state).toBeUndefined();
  });
});

describe("object-created events", () => {
  it.each([
    ["S3's own", anS3Notification],
    ["EventBridge's", anObjectCreatedEvent],
    [
      "EventBridge's with an encoded key",
      (key: string) => anObjectCreatedEvent(encodeURIComponent(key)),
    ],
  ])("give the verdict at once: %s", async (_, event) => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.events(call);
    await room.created(event(call.key));
    expect(await room.row(call)).toMatchObject({
      verdict: "CALL_RECORDED_SUCCESS",
      recordingLocation: call.location,
      nextCheckAt: undefined,
    });
  });

  it("before the call is over give the place, and the verdict with its end", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.events(call, "CONNECTED_TO_AGENT");
    await room.recorded(call);
    expect(await room.row(call)).toMatchObject({
      recordingLocation: call.location,
      verdict: undefined,
    });
    await room.events(call, "DISCONNECTED");
    expect((await room.row(call))?.verdict).toBe("CALL_RECORDED_SUCCESS");
  });

  it("of anything else prove nothing", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.events(call);
    room.outcomes.taken();
    await room.created(anS3Notification(call.key.replace(PREFIX, `${PREFIX}/ivr`)));
    await room.created(anS3Notification(call.key, { size: 0 }));
    await room.created(anS3Notification(call.key, { bucket: "another" }));
    await room.created(anS3Notification(call.key.replace(PREFIX, "elsewhere")));
    await room.created(anS3Notification(`${PREFIX}/2026/01/04/100%25+done.txt`));
    const [record] = anS3Notification(call.key).Records;
    await room.created({ Records: [{ ...record, eventName: "ObjectRemoved:Delete" }] });
    await room.created({ ...anObjectCreatedEvent(call.key), "detail-type": "Object Deleted" });
    await room.created({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: BUCKET });
    expect(room.outcomes.taken()).toEqual([
      "IvrRecordingSkipped",
      "EmptyObjectSkipped",
      "OtherBucketDropped",
      "ObjectSkipped",
      "ObjectSkipped",
    ]);
    expect(await room.row(call)).toMatchObject({
      recordingLocation: undefined,
      verdict: undefined,
    });
  });

  it("that make no sense are put aside, and thrown back when the store refuses them", async () => {
    await room.created({ Records: [{ eventName: "ObjectCreated:Put" }] });
    expect(poison()).toEqual([{ reason: "Records.0.s3 must be Object" }]);
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.endpoints.faults.add({ service: "dynamodb", fault: denied });
    await expect(room.created(anS3Notification(Call.withAgent().key))).rejects.toThrow(
      expect.objectContaining({ name: "AccessDeniedException" }),
    );
  });
});
