import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aContactEvent } from "../../test/factories/contact-event.ts";
import { anId } from "../../test/factories/id.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";
import { Call } from "../../test/recordings/call.ts";
import { RecordingsRoom } from "../../test/recordings/room.ts";

let room: RecordingsRoom;
beforeAll(async () => {
  room = await RecordingsRoom.open();
}, 60_000);
afterAll(() => room.endpoints.close());
beforeEach(() => room.reset());

/** The four answers of DescribeContact that the state strategy was written from, with other ids. */
const SPOKE_TO_AGENT = {
  AgentInfo: { ConnectedToAgentTimestamp: "2023-08-29T10:30:11.038Z", Id: "agent" },
  Channel: "VOICE",
  DisconnectTimestamp: "2023-08-29T10:31:10.343Z",
  InitiationMethod: "INBOUND",
  InitiationTimestamp: "2023-08-29T10:29:57.871Z",
  LastUpdateTimestamp: "2023-08-29T10:31:10.343Z",
  QueueInfo: { EnqueueTimestamp: "2023-08-29T10:30:04.641Z", Id: "queue" },
};
const ON_CALL_WITH_AGENT = {
  AgentInfo: { ConnectedToAgentTimestamp: "2023-08-29T21:22:59.548Z", Id: "agent" },
  Channel: "VOICE",
  InitiationMethod: "INBOUND",
  InitiationTimestamp: "2023-08-29T21:22:44.141Z",
  LastUpdateTimestamp: "2023-08-29T21:22:59.604Z",
  QueueInfo: { EnqueueTimestamp: "2023-08-29T21:22:54.402Z", Id: "queue" },
};
const DISCONNECTED_IN_QUEUE = {
  Channel: "VOICE",
  DisconnectTimestamp: "2023-08-29T11:18:16.018Z",
  InitiationMethod: "INBOUND",
  InitiationTimestamp: "2023-08-29T11:18:02.539Z",
  LastUpdateTimestamp: "2023-08-29T11:18:16.018Z",
  QueueInfo: { EnqueueTimestamp: "2023-08-29T11:18:11.029Z", Id: "queue" },
};
const WAITING_IN_QUEUE = {
  Channel: "VOICE",
  InitiationMethod: "INBOUND",
  InitiationTimestamp: "2023-08-29T21:27:49.761Z",
  LastUpdateTimestamp: "2023-08-29T21:27:59.558Z",
  QueueInfo: { EnqueueTimestamp: "2023-08-29T21:27:59.089Z", Id: "queue" },
};

describe("check: the four DescribeContact responses of the seed give the four states", () => {
  it.each([
    ["[Completed] Spoke to agent", SPOKE_TO_AGENT, "COMPLETED - AGENT"],
    ["[In Progress] On call with agent", ON_CALL_WITH_AGENT, "IN_PROGRESS - AGENT"],
    ["[Completed] Disconnected whilst in queue", DISCONNECTED_IN_QUEUE, "COMPLETED - QUEUE/IVR"],
    ["[In Progress] Waiting in queue", WAITING_IN_QUEUE, "IN_PROGRESS - QUEUE/IVR"],
  ])("%s", async (_, contact, state) => {
    const contactId = anId();
    room.endpoints.contacts.set(contactId, { Id: contactId, ...contact });
    await room.switchedOn({ contactId });
    expect((await room.row({ contactId }))?.state).toBe("INITIALISED");
    await room.at(300).step("PollInitialised");
    expect(await room.row({ contactId })).toMatchObject({
      state,
      channel: "VOICE",
      initiationMethod: "INBOUND",
      initiatedAt: Date.parse(contact.InitiationTimestamp),
      lastUpdate: Date.parse(contact.LastUpdateTimestamp),
      queueId: "queue",
      agentId: "AgentInfo" in contact ? "agent" : undefined,
    });
  });
});

describe("a contact's state", () => {
  it("follows its events at once", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const states: unknown[] = [];
    for (const event of call.events()) {
      await room.event(event);
      states.push([event.detail.eventType, (await room.row(call))?.state]);
    }
    expect(states).toEqual([
      ["INITIATED", "IN_PROGRESS - QUEUE/IVR"],
      ["QUEUED", "IN_PROGRESS - QUEUE/IVR"],
      ["CONNECTED_TO_AGENT", "IN_PROGRESS - AGENT"],
      ["DISCONNECTED", "COMPLETED - AGENT"],
      ["COMPLETED", "COMPLETED - AGENT"],
    ]);
  });

  it("does not go back when its events come late", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    await room.events(call, "COMPLETED");
    const row = await room.row(call);
    await room.events(call, "INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED");
    await room.switchedOn(call);
    expect(await room.row(call)).toEqual(row);
  });

  it("goes from QUEUE/IVR to AGENT even when the contact is over", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const { contactId } = call;
    const disconnectTimestamp = eventTime(MORNING + 300_000);
    await room.event(aContactEvent({ contactId, disconnectTimestamp, eventType: "DISCONNECTED" }));
    expect((await room.row(call))?.state).toBe("COMPLETED - QUEUE/IVR");
    await room.events(call, "CONNECTED_TO_AGENT");
    expect((await room.row(call))?.state).toBe("COMPLETED - AGENT");
  });

  it("is QUEUE/IVR while the agent's time is Connect's placeholder", async () => {
    const call = Call.withAgent();
    await room.switchedOn(call);
    const placeholder = { Id: "agent", ConnectedToAgentTimestamp: "1970-01-01T00:00:00.001Z" };
    room.endpoints.contacts.set(call.contactId, { ...call.described(), AgentInfo: placeholder });
    await room.at(300).sweep();
    expect((await room.row(call))?.state).toBe("COMPLETED - QUEUE/IVR");
  });
});
