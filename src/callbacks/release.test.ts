import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import type { ContactEventDetail } from "../../test/factories/contact-event.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN, queueArn } from "../../test/factories/instance.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { eventTime, MORNING } from "../../test/factories/time.ts";

const SALES = "b0000000-0000-4000-8000-00000000000a";
const SUPPORT = "b0000000-0000-4000-8000-00000000000b";

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let number: string;
let caller: string;
beforeEach(async () => {
  number = aPhoneNumber();
  caller = anId();
  room.clock.time = MORNING;
  room.maximumAttempts = 1;
  room.poisoned.length = 0;
  room.tables.faults.reset();
  await claims();
  room.clock.time += 30_000;
});

async function claims(contactId: string = caller, queue = ""): Promise<void> {
  const contact = { ContactId: contactId, InitialContactId: caller };
  const answer = await room.set({ callback_number: number, queue }, contact);
  expect(answer["result"]).toBe("SUCCESS");
}

/** A contact that calls back, created now; each use is another event of it. */
function aCallback(given: Partial<ContactEventDetail> = {}) {
  const contact = {
    contactId: anId(),
    initialContactId: caller,
    previousContactId: caller,
    initiationMethod: "CALLBACK",
    initiationTimestamp: eventTime(room.clock.time),
    ...given,
  };
  return (eventType: string, more: Partial<ContactEventDetail> = {}) =>
    room.event({ ...contact, eventType, ...more });
}

async function isFree(key: string = number): Promise<boolean> {
  return (await room.claim(key)) === undefined;
}

const agent = (time: number) => ({
  agentInfo: {
    agentArn: `${INSTANCE_ARN}/agent/a0000000-0000-4000-8000-000000000001`,
    connectedToAgentTimestamp: eventTime(time),
  },
});

const queue = (queueId: string) => ({
  queueInfo: {
    queueArn: queueArn(queueId),
    queueType: "STANDARD" as const,
    enqueueTimestamp: eventTime(MORNING + 60_000),
  },
});

describe("the number is free again when", () => {
  it("the callback is connected to an agent", async () => {
    const callback = aCallback();
    expect(await callback("INITIATED")).toBe("CallbackBound");
    expect(await callback("QUEUED", queue(SALES))).toBe("CallbackBound");
    expect(await isFree()).toBe(false);
    expect(await callback("CONNECTED_TO_AGENT", agent(room.clock.time))).toBe("CallbackReleased");
    expect(await isFree()).toBe(true);
    expect(await callback("DISCONNECTED", agent(room.clock.time))).toBe("CallbackUnclaimed");
  });

  it("agent misses: the callback ends without one", async () => {
    const callback = aCallback();
    await callback("INITIATED");
    await callback("QUEUED", queue(SALES));
    const placeholder = agent(1);
    expect(await callback("DISCONNECTED", placeholder)).toBe("CallbackReleased");
    expect(await isFree()).toBe(true);
  });

  it("customer does not answer: the callback, dialled first, ends", async () => {
    const callback = aCallback({ initiationMethod: "CALLBACK_CUSTOMER_FIRST_DIALED" });
    await callback("INITIATED");
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
    expect(await isFree()).toBe(true);
  });

  it("caller hangs up early: the call is over and no contact follows it", async () => {
    expect(await room.record({ ContactId: caller })).toBe("CallbackReleased");
    expect(await isFree()).toBe(true);
  });

  it("caller hangs up early, having been transferred before asking", async () => {
    const transferred = anId();
    await claims(transferred);
    const root = { InitialContactId: caller };
    expect(await room.record({ ContactId: caller })).toBe("CallbackUnclaimed");
    expect(await room.record({ ContactId: transferred, ...root })).toBe("CallbackReleased");
  });

  it("caller hangs up early, having asked for two queues: both are", async () => {
    await claims(caller, SALES);
    expect(await room.record({ ContactId: caller })).toBe("CallbackReleased");
    expect([await isFree(), await isFree(`${number}#${SALES}`)]).toEqual([true, true]);
  });
});

describe("the number stays claimed when", () => {
  it("the call's record says that a contact follows: the callback", async () => {
    const record = { ContactId: caller, NextContactId: anId() };
    expect(await room.record(record)).toBe("ContactSkipped");
    expect(await isFree()).toBe(false);
  });

  it("the call's record comes while it goes on", async () => {
    const record = { ContactId: caller, DisconnectTimestamp: null };
    expect(await room.record(record)).toBe("ContactSkipped");
    expect(await isFree()).toBe(false);
  });

  it("the call's record comes after the first event of its callback", async () => {
    await aCallback()("INITIATED");
    expect(await room.record({ ContactId: caller })).toBe("CallbackUnclaimed");
    expect(await isFree()).toBe(false);
  });

  it.each([
    ["of the call itself", { initiationMethod: "INBOUND", contactId: "call" }],
    ["of a transfer", { initiationMethod: "TRANSFER" }],
    ["of a chat", { channel: "CHAT" }],
  ])("an event %s comes", async (_, given) => {
    expect(await aCallback(given)("DISCONNECTED")).toBe("ContactSkipped");
    expect(await isFree()).toBe(false);
  });

  it("the record of a chat comes", async () => {
    expect(await room.record({ ContactId: caller, Channel: "CHAT" })).toBe("ContactSkipped");
    expect(await isFree()).toBe(false);
  });

  it("an event or record of another instance comes: it costs no call", async () => {
    room.tables.faults.reset();
    const instanceArn = `${INSTANCE_ARN.slice(0, -1)}9`;
    expect(await aCallback({ instanceArn })("DISCONNECTED")).toBe("OtherInstanceDropped");
    const record = { ContactId: caller, InstanceARN: instanceArn };
    expect(await room.record(record)).toBe("OtherInstanceDropped");
    expect(room.tables.faults.counts()).toEqual({});
    expect(await isFree()).toBe(false);
  });

  it("another chain's callback ends", async () => {
    expect(await aCallback({ initialContactId: anId() })("DISCONNECTED")).toBe("CallbackUnclaimed");
    expect(await isFree()).toBe(false);
  });
});

describe("events that come late, again or out of order", () => {
  it("change nothing when they repeat the first one", async () => {
    const callback = aCallback();
    await callback("INITIATED");
    const bound = await room.claim(number);
    expect(await callback("INITIATED")).toBe("CallbackBound");
    expect(await room.claim(number)).toEqual(bound);
  });

  it("need no first one: the end alone releases, and the beginning comes to nothing", async () => {
    const callback = aCallback();
    expect(await callback("COMPLETED")).toBe("CallbackReleased");
    for (const type of ["DISCONNECTED", "QUEUED", "INITIATED", "COMPLETED"]) {
      expect(await callback(type)).toBe("CallbackUnclaimed");
    }
  });

  it("tell the end by its time as well as by their type", async () => {
    const disconnectTimestamp = eventTime(room.clock.time);
    const callback = aCallback();
    expect(await callback("CONTACT_DATA_UPDATED", { disconnectTimestamp })).toBe(
      "CallbackReleased",
    );
  });

  it("of a callback before do not end a claim that the same chain made anew", async () => {
    const contactId = anId();
    const earlier = aCallback({ contactId });
    await earlier("CONNECTED_TO_AGENT", agent(room.clock.time));
    room.clock.time += 60_000;
    await claims(contactId);
    for (const type of ["INITIATED", "CONNECTED_TO_AGENT", "DISCONNECTED"]) {
      expect(await earlier(type, agent(room.clock.time))).toBe("CallbackUnclaimed");
    }
    expect(await isFree()).toBe(false);
    const anew = aCallback({ previousContactId: contactId });
    expect(await anew("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("of a callback created before its caller's flow repeated the claim still end it", async () => {
    const callback = aCallback();
    room.clock.time += 20_000;
    await claims();
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("may run ahead of our clock, or behind it by two seconds", async () => {
    const ahead = eventTime(MORNING - 2_000);
    const unknown = { previousContactId: anId(), initiationTimestamp: ahead };
    expect(await aCallback(unknown)("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("of a claim that expired and was taken over do not end the new one", async () => {
    const callback = aCallback();
    await callback("INITIATED");
    room.clock.time += 86_400_000;
    await room.set({ callback_number: number });
    expect(await callback("DISCONNECTED")).toBe("CallbackUnclaimed");
    expect(await isFree()).toBe(false);
  });

  it("all at once: the number is free, and every event is answered or delivered again", async () => {
    const callback = aCallback();
    const types = ["INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED", "DISCONNECTED"];
    await Promise.allSettled([...types, ...types].map((type) => callback(type)));
    expect(await isFree()).toBe(true);
  });
});

describe("a callback of several attempts", () => {
  beforeEach(() => {
    room.maximumAttempts = 3;
  });

  it("is over with the last of them, however often each end is told", async () => {
    const attempts = [aCallback(), aCallback(), aCallback()];
    for (const [index, attempt] of attempts.entries()) {
      const last = index === attempts.length - 1;
      expect(await attempt("INITIATED")).toBe("CallbackBound");
      const ended = await attempt("DISCONNECTED");
      expect(ended).toBe(last ? "CallbackReleased" : "CallbackAttemptEnded");
      for (const type of ["COMPLETED", "DISCONNECTED", "INITIATED"]) {
        expect(await attempt(type)).toBe(last ? "CallbackUnclaimed" : "CallbackBound");
      }
      expect(await isFree()).toBe(last);
    }
  });

  it("is over when any of them is connected to an agent", async () => {
    await aCallback()("DISCONNECTED");
    const second = aCallback();
    await second("INITIATED");
    expect(await second("CONNECTED_TO_AGENT")).toBe("CallbackReleased");
  });

  it("is over when their ends come in any order", async () => {
    const [first, second, third] = [aCallback(), aCallback(), aCallback()];
    expect(await second("DISCONNECTED")).toBe("CallbackAttemptEnded");
    expect(await first("INITIATED")).toBe("CallbackBound");
    expect(await third("DISCONNECTED")).toBe("CallbackAttemptEnded");
    expect(await first("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("is over when one is connected, though the end of the one before was lost", async () => {
    await aCallback()("INITIATED");
    const second = aCallback();
    await second("INITIATED");
    expect(await second("CONNECTED_TO_AGENT")).toBe("CallbackReleased");
  });

  it("tells an end without an agent from one with, whatever Connect's placeholder says", async () => {
    expect(await aCallback()("DISCONNECTED", agent(1))).toBe("CallbackAttemptEnded");
    expect(await aCallback()("DISCONNECTED", agent(MORNING))).toBe("CallbackReleased");
  });

  it("is over after a crash between the last count and the release", async () => {
    const attempts = [aCallback(), aCallback(), aCallback()];
    await attempts[0]?.("DISCONNECTED");
    await attempts[1]?.("DISCONNECTED");
    const crash = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    room.tables.faults.add({ service: "dynamodb", operation: "DeleteItem", fault: crash });
    await expect(attempts[2]?.("DISCONNECTED")).rejects.toThrow();
    expect(await attempts[2]?.("DISCONNECTED")).toBe("CallbackReleased");
  });
});

describe("two claims of one chain", () => {
  beforeEach(async () => {
    await claims(caller, queueArn(SALES));
    room.clock.time += 1_000;
    await claims(caller, SUPPORT);
  });
  const keys = () => [number, `${number}#${queueArn(SALES)}`, `${number}#${SUPPORT}`];
  const free = () => Promise.all(keys().map(isFree));

  it("are ended each by the callback of its queue, given as ARN or id", async () => {
    const [sales, support] = [aCallback(), aCallback()];
    await support("QUEUED", queue(SUPPORT));
    await sales("QUEUED", queue(SALES));
    await support("DISCONNECTED", queue(SUPPORT));
    expect(await free()).toEqual([false, false, true]);
    await sales("DISCONNECTED", queue(SALES));
    expect(await free()).toEqual([false, true, true]);
  });

  it("are not mixed up by a first event that does not say its queue yet", async () => {
    const [support, sales] = [aCallback(), aCallback()];
    await support("INITIATED");
    await sales("INITIATED");
    await support("QUEUED", queue(SUPPORT));
    await sales("DISCONNECTED", queue(SALES));
    expect(await free()).toEqual([false, true, false]);
    await support("DISCONNECTED", queue(SUPPORT));
    expect(await free()).toEqual([false, true, true]);
  });

  it("end oldest first by callbacks that never say their queue", async () => {
    await aCallback()("DISCONNECTED");
    expect(await free()).toEqual([true, false, false]);
  });
});

describe("what cannot be worked on", () => {
  it.each([
    ["no detail", {}, "detail must be Object"],
    ["a detail that is a text", { detail: "+61491570156" }, "detail must be Object"],
    ["no contact", { detail: { channel: "VOICE" } }, 'detail.contactId must be "contactId"'],
  ])("%s: to the poison queue, and not again", async (_, envelope, reason) => {
    room.outcomes.taken();
    await room.envelope({ detail: undefined, ...envelope });
    expect(room.poisoned).toEqual([reason]);
    expect(room.outcomes.taken()).toEqual(["EventUnparseable"]);
  });

  it("a store that fails: the event is thrown back, and the number freed by its repeat", async () => {
    const callback = aCallback();
    room.tables.faults.add({ service: "dynamodb", times: 2, fault: { kind: "throttle" } });
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    expect(room.outcomes.noted.at(-1)?.outcome).toBe("CallbackReleaseFailed");
    expect(await callback("DISCONNECTED")).toBe("CallbackReleased");
  });

  it("a store that fails: the record is reported, and the number freed by its repeat", async () => {
    room.tables.faults.add({ service: "dynamodb", fault: { kind: "throttle" } });
    expect(await room.record({ ContactId: caller })).toBe("RecordFailed");
    expect(await room.record({ ContactId: caller })).toBe("CallbackReleased");
  });

  it("a release whose answer was lost: its repeat finds nothing left to do", async () => {
    const fault = { kind: "lost-answer", how: "drop" } as const;
    room.tables.faults.add({ service: "dynamodb", operation: "DeleteItem", fault });
    const callback = aCallback();
    await expect(callback("DISCONNECTED")).rejects.toThrow();
    expect(await callback("DISCONNECTED")).toBe("CallbackUnclaimed");
  });
});
