import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CallbackCaller } from "../../test/callback-caller.ts";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { connectedAt, inQueue } from "../../test/factories/contact-event.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { eventTime, MORNING, recordTime } from "../../test/factories/time.ts";

const SALES = "b0000000-0000-4000-8000-00000000000a";

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let caller: CallbackCaller;
beforeEach(async () => {
  caller = await CallbackCaller.whoAsked(room);
});

describe("the number is free again when", () => {
  it("the callback is connected to an agent", async () => {
    const callback = caller.callback();
    expect(await callback("INITIATED")).toBe("CallbackBound");
    expect(await callback("QUEUED", inQueue(SALES))).toBe("CallbackBound");
    expect(await caller.isFree()).toBe(false);
    expect(await callback("CONNECTED_TO_AGENT", connectedAt(room.clock.time))).toBe(
      "CallbackReleased",
    );
    expect(await caller.isFree()).toBe(true);
    expect(await callback("DISCONNECTED", connectedAt(room.clock.time))).toBe("CallbackUnclaimed");
  });

  it("agent misses: the callback ends without one", async () => {
    const callback = caller.callback();
    await callback("INITIATED");
    await callback("QUEUED", inQueue(SALES));
    const placeholder = connectedAt(1);
    expect(await callback("DISCONNECTED", placeholder)).toBe("CallbackReleased");
    expect(await caller.isFree()).toBe(true);
  });

  it("customer does not answer: the callback, dialled first, ends", async () => {
    const callback = caller.callback({ initiationMethod: "CALLBACK_CUSTOMER_FIRST_DIALED" });
    await callback("INITIATED");
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
    expect(await caller.isFree()).toBe(true);
  });

  it("caller hangs up early: the call is over and no contact follows it", async () => {
    expect(await room.record({ ContactId: caller.contactId })).toBe("CallbackReleased");
    expect(await caller.isFree()).toBe(true);
  });

  it("caller hangs up early, having been transferred before asking", async () => {
    const transferred = anId();
    await caller.asks(transferred);
    const root = { InitialContactId: caller.contactId };
    expect(await room.record({ ContactId: caller.contactId })).toBe("CallbackUnclaimed");
    expect(await room.record({ ContactId: transferred, ...root })).toBe("CallbackReleased");
  });

  it.each(["TRANSFER", "QUEUE_TRANSFER"])(
    "caller hangs up early, having been transferred (%s) after asking",
    async (InitiationMethod) => {
      const transferred = anId();
      const root = { ContactId: caller.contactId, NextContactId: transferred };
      expect(await room.record(root)).toBe("ContactSkipped");
      const leg = { ContactId: transferred, InitialContactId: caller.contactId, InitiationMethod };
      expect(await room.record(leg)).toBe("CallbackReleased");
      expect(await caller.isFree()).toBe(true);
    },
  );

  it("caller hangs up early, and the contact that does not follow is an empty text", async () => {
    const record = { ContactId: caller.contactId, NextContactId: "", InitialContactId: "" };
    expect(await room.record(record)).toBe("CallbackReleased");
    expect(await caller.isFree()).toBe(true);
  });

  it("caller hangs up early, having asked for two queues: both are", async () => {
    await caller.asks(caller.contactId, SALES);
    expect(await room.record({ ContactId: caller.contactId })).toBe("CallbackReleased");
    expect([await caller.isFree(), await caller.isFree(SALES)]).toEqual([true, true]);
  });
});

describe("the number stays claimed when", () => {
  it("the call's record says that a contact follows: the callback", async () => {
    const record = { ContactId: caller.contactId, NextContactId: anId() };
    expect(await room.record(record)).toBe("ContactSkipped");
    expect(await caller.isFree()).toBe(false);
  });

  it("the call's record comes while it goes on", async () => {
    const record = { ContactId: caller.contactId, DisconnectTimestamp: null };
    expect(await room.record(record)).toBe("ContactSkipped");
    expect(await caller.isFree()).toBe(false);
  });

  it("the call's record comes after the first event of its callback", async () => {
    await caller.callback()("INITIATED");
    expect(await room.record({ ContactId: caller.contactId })).toBe("CallbackUnclaimed");
    expect(await caller.isFree()).toBe(false);
  });

  it("the record of a transfer comes that was over before they asked, or ends after the callback began", async () => {
    const leg = { InitialContactId: caller.contactId, InitiationMethod: "TRANSFER" };
    const before = { ...leg, DisconnectTimestamp: recordTime(MORNING - 60_000) };
    expect(await room.record(before)).toBe("CallbackUnclaimed");
    await caller.callback()("INITIATED");
    expect(await room.record(leg)).toBe("CallbackUnclaimed");
    expect(await caller.isFree()).toBe(false);
  });

  it("the record of an earlier attempt of the callback comes before the event of the next", async () => {
    const attempt = { InitialContactId: caller.contactId, InitiationMethod: "CALLBACK" };
    expect(await room.record(attempt)).toBe("CallbackUnclaimed");
    expect(await caller.isFree()).toBe(false);
  });

  it.each([
    ["of the call itself", { initiationMethod: "INBOUND", contactId: "call" }],
    ["of a transfer", { initiationMethod: "TRANSFER" }],
    ["of a chat", { channel: "CHAT" }],
  ])("an event %s comes", async (_, given) => {
    expect(await caller.callback(given)("DISCONNECTED")).toBe("ContactSkipped");
    expect(await caller.isFree()).toBe(false);
  });

  it("the record of a chat comes", async () => {
    expect(await room.record({ ContactId: caller.contactId, Channel: "CHAT" })).toBe(
      "ContactSkipped",
    );
    expect(await caller.isFree()).toBe(false);
  });

  it("an event or record of another instance comes: it costs no call", async () => {
    room.tables.faults.reset();
    const instanceArn = `${INSTANCE_ARN.slice(0, -1)}9`;
    expect(await caller.callback({ instanceArn })("DISCONNECTED")).toBe("OtherInstanceDropped");
    const record = { ContactId: caller.contactId, InstanceARN: instanceArn };
    expect(await room.record(record)).toBe("OtherInstanceDropped");
    expect(room.tables.faults.counts()).toEqual({});
    expect(await caller.isFree()).toBe(false);
  });

  it("another chain's callback ends", async () => {
    expect(await caller.callback({ initialContactId: anId() })("DISCONNECTED")).toBe(
      "CallbackUnclaimed",
    );
    expect(await caller.isFree()).toBe(false);
  });
});

describe("events that come late, again or out of order", () => {
  it("change nothing when they repeat the first one", async () => {
    const callback = caller.callback();
    await callback("INITIATED");
    const bound = await room.claim(caller.number);
    expect(await callback("INITIATED")).toBe("CallbackBound");
    expect(await room.claim(caller.number)).toEqual(bound);
  });

  it("need no first one: the end alone releases, and the beginning comes to nothing", async () => {
    const callback = caller.callback();
    expect(await callback("COMPLETED")).toBe("CallbackReleased");
    for (const type of ["DISCONNECTED", "QUEUED", "INITIATED", "COMPLETED"]) {
      expect(await callback(type)).toBe("CallbackUnclaimed");
    }
  });

  it("tell the end by its time as well as by their type", async () => {
    const disconnectTimestamp = eventTime(room.clock.time);
    const callback = caller.callback();
    expect(await callback("CONTACT_DATA_UPDATED", { disconnectTimestamp })).toBe(
      "CallbackReleased",
    );
  });

  it("of a callback before do not end a claim that the same chain made anew", async () => {
    const contactId = anId();
    const earlier = caller.callback({ contactId });
    await earlier("CONNECTED_TO_AGENT", connectedAt(room.clock.time));
    room.clock.time += 60_000;
    await caller.asks(contactId);
    for (const type of ["INITIATED", "CONNECTED_TO_AGENT", "DISCONNECTED"]) {
      expect(await earlier(type, connectedAt(room.clock.time))).toBe("CallbackUnclaimed");
    }
    expect(await caller.isFree()).toBe(false);
    const anew = caller.callback({ previousContactId: contactId });
    expect(await anew("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("of a callback created before its caller's flow repeated the claim still end it", async () => {
    const callback = caller.callback();
    room.clock.time += 20_000;
    await caller.asks();
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("may run ahead of our clock, or behind it by two seconds", async () => {
    const ahead = eventTime(MORNING - 2_000);
    const unknown = { previousContactId: anId(), initiationTimestamp: ahead };
    expect(await caller.callback(unknown)("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("of a claim that expired and was taken over do not end the new one", async () => {
    const callback = caller.callback();
    await callback("INITIATED");
    room.clock.time += 86_400_000;
    await room.set({ callback_number: caller.number });
    expect(await callback("DISCONNECTED")).toBe("CallbackUnclaimed");
    expect(await caller.isFree()).toBe(false);
  });

  it("all at once: the number is free, and every event is answered or delivered again", async () => {
    const callback = caller.callback();
    const types = ["INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED", "DISCONNECTED"];
    await Promise.allSettled([...types, ...types].map((type) => callback(type)));
    expect(await caller.isFree()).toBe(true);
  });
});

describe("what cannot be worked on", () => {
  it.each([
    ["no detail", {}, "detail must be Object"],
    ["a detail that is a text", { detail: "+61491570156" }, "detail must be Object"],
    ["no contact", { detail: { channel: "VOICE" } }, "detail.contactId is missing"],
  ])("%s: to the poison queue, and not again", async (_, envelope, reason) => {
    room.outcomes.taken();
    await room.envelope({ detail: undefined, ...envelope });
    expect(room.poisoned).toEqual([reason]);
    expect(room.outcomes.taken()).toEqual(["EventUnparseable"]);
  });

  it("a store that fails: the event is thrown back, and the number freed by its repeat", async () => {
    const callback = caller.callback();
    room.tables.faults.add({ service: "dynamodb", times: 2, fault: { kind: "throttle" } });
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    expect(room.outcomes.noted.at(-1)?.outcome).toBe("CallbackReleaseFailed");
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("a store that fails: the record is reported, and the number freed by its repeat", async () => {
    room.tables.faults.add({ service: "dynamodb", fault: { kind: "throttle" } });
    expect(await room.record({ ContactId: caller.contactId })).toBe("RecordFailed");
    expect(await room.record({ ContactId: caller.contactId })).toBe("CallbackReleased");
  });

  it("a release whose answer was lost: its repeat finds nothing left to do", async () => {
    const fault = { kind: "lost-answer", how: "drop" } as const;
    room.tables.faults.add({ service: "dynamodb", operation: "DeleteItem", fault });
    const callback = caller.callback();
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    expect(await callback("DISCONNECTED")).toBe("CallbackUnclaimed");
  });
});
