import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallbacksRoom, openCallbacksRoom } from "../../test/callbacks-room.ts";
import { aFlowEvent } from "../../test/factories/flow-event.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";

const DAY = 86_400;
const NOW = MORNING / 1000;

const CLAIMED = { result: "SUCCESS", duplicate: "false", message: "TABLE_UPDATED" };
const DUPLICATE = { result: "FAIL", duplicate: "true", message: "CALLBACK_EXISTS" };
const INVALID = { result: "FAIL", duplicate: "false", message: "INVALID_NUMBER" };
const BROKEN = { result: "FAIL", duplicate: "false", message: "ERROR_ENCOUNTERED" };

const BAD_NUMBERS: readonly (readonly [string, Record<string, unknown>])[] = [
  ["missing", {}],
  ["empty", { callback_number: "" }],
  ["withheld", { callback_number: "anonymous" }],
  ["local", { callback_number: "0491570156" }],
  ["impossible", { callback_number: "+1202555" }],
  ["not a text", { callback_number: { Address: "+61491570156" } }],
];

let room: CallbacksRoom;
beforeAll(async () => {
  room = await openCallbacksRoom();
}, 60_000);
afterAll(() => room.tables.close());

let callback_number: string;
beforeEach(() => {
  callback_number = aPhoneNumber();
  room.clock.time = MORNING;
  room.maximumAttempts = 1;
  room.tables.faults.reset();
  room.outcomes.taken();
});

describe("set", () => {
  it("claim made: SUCCESS", async () => {
    const contact = { ContactId: "call-2", InitialContactId: "call-1" };
    expect(await room.set({ callback_number }, contact)).toEqual(CLAIMED);
    expect(await room.claim(callback_number)).toEqual({
      callback_number: { S: callback_number },
      ttl: { N: String(NOW + DAY) },
      contact_id: { S: "call-2" },
      initial_contact_id: { S: "call-1" },
      created_at: { N: String(MORNING) },
    });
  });

  it("the same contact again, before its callback exists: SUCCESS", async () => {
    const contact = { ContactId: "repeating" };
    expect(await room.set({ callback_number }, contact)).toEqual(CLAIMED);
    expect(await room.set({ callback_number }, contact)).toEqual(CLAIMED);
  });

  it("another contact of the chain, before its callback exists: SUCCESS", async () => {
    await room.set({ callback_number }, { ContactId: "chain-1" });
    const transferred = { ContactId: "chain-2", InitialContactId: "chain-1" };
    expect(await room.set({ callback_number }, transferred)).toEqual(CLAIMED);
  });

  it("another chain holds a live claim: CALLBACK_EXISTS, and nothing changes", async () => {
    await room.set({ callback_number });
    const before = await room.claim(callback_number);
    room.clock.time += 60_000;
    expect(await room.set({ callback_number })).toEqual(DUPLICATE);
    expect(await room.claim(callback_number)).toEqual(before);
  });

  it("this chain's callback already exists: CALLBACK_EXISTS, and nothing changes", async () => {
    await room.set({ callback_number }, { ContactId: "bound" });
    await room.event({ initiationMethod: "CALLBACK", initialContactId: "bound" });
    const before = await room.claim(callback_number);
    expect(before).toHaveProperty("callback_contact_id");
    expect(await room.set({ callback_number }, { ContactId: "bound" })).toEqual(DUPLICATE);
    expect(await room.claim(callback_number)).toEqual(before);
  });

  it.each(BAD_NUMBERS)("a number that is %s: INVALID_NUMBER, without a call", async (_, given) => {
    expect(await room.setEvent(withParameters(given))).toEqual(INVALID);
    expect(room.tables.faults.counts()).toEqual({});
  });

  it.each([
    ["the queue is not a text", { queue: { ARN: "b1" } }],
    ["the queue is longer than a key", { queue: "q".repeat(2_000) }],
  ])("%s: ERROR_ENCOUNTERED, without a call", async (_, given) => {
    expect(await room.setEvent(withParameters({ callback_number, ...given }))).toEqual(BROKEN);
    expect(room.tables.faults.counts()).toEqual({});
  });

  it("does not know the contact: ERROR_ENCOUNTERED, without a call", async () => {
    expect(await room.set({ callback_number }, { ContactId: "" })).toEqual(BROKEN);
    expect(room.tables.faults.counts()).toEqual({});
  });

  it.each([
    [-1, CLAIMED],
    [0, CLAIMED],
    [1, DUPLICATE],
  ])("a claim of another chain whose ttl is %i s from now: %o", async (seconds, answer) => {
    await room.set({ callback_number });
    room.clock.time += (DAY - seconds) * 1000;
    expect(await room.set({ callback_number })).toEqual(answer);
  });

  it("takes an expired claim over whole: nothing of its callback is left", async () => {
    await room.set({ callback_number }, { ContactId: "long-ago" });
    const callback = { initiationMethod: "CALLBACK", initialContactId: "long-ago" };
    room.maximumAttempts = 3;
    await room.event({ ...callback, eventType: "DISCONNECTED" });
    expect(await room.claim(callback_number)).toHaveProperty("ended_contact_ids");
    room.clock.time += DAY * 1000;
    await room.set({ callback_number }, { ContactId: "today" });
    expect(Object.keys((await room.claim(callback_number)) ?? {}).sort()).toEqual(
      ["callback_number", "contact_id", "created_at", "initial_contact_id", "ttl"].sort(),
    );
  });

  it("takes a number however it is grouped for the same", async () => {
    await room.set({ callback_number });
    const grouped = callback_number.replace(/^(...)(...)(.*)$/, "$1 $2-$3");
    expect(await room.set({ callback_number: grouped })).toEqual(DUPLICATE);
  });

  it("claims per number and queue, where a queue is given", async () => {
    expect(await room.set({ callback_number, queue: "sales" })).toEqual(CLAIMED);
    expect(await room.set({ callback_number, queue: "support" })).toEqual(CLAIMED);
    expect(await room.set({ callback_number })).toEqual(CLAIMED);
    expect(await room.set({ callback_number, queue: "sales" })).toEqual(DUPLICATE);
    expect(await room.set({ callback_number, queue: "" })).toEqual(DUPLICATE);
  });

  it("is one call, whatever the answer", async () => {
    for (const answer of [CLAIMED, DUPLICATE]) {
      room.tables.faults.reset();
      expect(await room.set({ callback_number })).toEqual(answer);
      expect(room.tables.faults.counts()).toEqual({ "dynamodb.UpdateItem": 1 });
    }
  });
});

describe("clear", () => {
  const CLEARED = { result: "SUCCESS", message: "NUMBER_CLEARED" };
  const NO_ACTION = { result: "SUCCESS", message: "NO_ACTION" };

  it("the chain's own claim: NUMBER_CLEARED", async () => {
    await room.set({ callback_number }, { ContactId: "owner" });
    const transferred = { ContactId: "owner-2", InitialContactId: "owner" };
    expect(await room.clear({ callback_number }, transferred)).toEqual(CLEARED);
    expect(await room.claim(callback_number)).toBeUndefined();
  });

  it("nothing there: NO_ACTION", async () => {
    expect(await room.clear({ callback_number })).toEqual(NO_ACTION);
  });

  it("another chain's claim: NO_ACTION, and it stays", async () => {
    await room.set({ callback_number });
    expect(await room.clear({ callback_number })).toEqual(NO_ACTION);
    expect(await room.claim(callback_number)).toBeDefined();
  });

  it("another chain's claim with force: NUMBER_CLEARED", async () => {
    await room.set({ callback_number });
    expect(await room.clear({ callback_number, force: "true" })).toEqual(CLEARED);
    expect(await room.clear({ callback_number, force: "true" })).toEqual(NO_ACTION);
  });

  it.each(["", "false", "TRUE", "1"])("force is %o: the owner alone clears", async (force) => {
    await room.set({ callback_number });
    expect(await room.clear({ callback_number, force })).toEqual(NO_ACTION);
  });

  it("clears the claim of the queue that is named, and no other", async () => {
    const contact = { ContactId: "two-queues" };
    await room.set({ callback_number, queue: "sales" }, contact);
    await room.set({ callback_number, queue: "support" }, contact);
    expect(await room.clear({ callback_number }, contact)).toEqual(NO_ACTION);
    expect(await room.clear({ callback_number, queue: "sales" }, contact)).toEqual(CLEARED);
    expect(await room.claim(`${callback_number}#support`)).toBeDefined();
  });

  it.each(BAD_NUMBERS)("a number that is %s: INVALID_NUMBER, without a call", async (_, given) => {
    expect(await room.clearEvent(withParameters(given))).toEqual({
      result: "FAIL",
      message: "INVALID_NUMBER",
    });
    expect(room.tables.faults.counts()).toEqual({});
  });

  it("is one call, whatever the answer", async () => {
    const contact = { ContactId: "counting" };
    await room.set({ callback_number }, contact);
    for (const answer of [CLEARED, NO_ACTION]) {
      room.tables.faults.reset();
      expect(await room.clear({ callback_number }, contact)).toEqual(answer);
      expect(room.tables.faults.counts()).toEqual({ "dynamodb.DeleteItem": 1 });
    }
  });
});

it("says what became of each request, with the contact's id and no more", async () => {
  const contact = { ContactId: "observed" };
  const { published } = room.outcomes;
  await room.set({ callback_number }, contact);
  await room.set({ callback_number });
  await room.set({}, contact);
  await room.clear({ callback_number }, contact);
  await room.clear({ callback_number }, contact);
  expect(room.outcomes.noted[0]?.identifiers).toEqual({ contactId: "observed" });
  expect(room.outcomes.published - published).toBe(5);
  expect(JSON.stringify(room.outcomes.noted)).not.toContain(callback_number.slice(1));
  expect(room.outcomes.taken()).toEqual([
    "CallbackClaimed",
    "CallbackDuplicate",
    "CallbackNumberInvalid",
    "CallbackCleared",
    "CallbackNoAction",
  ]);
});

/** An event with parameters that no flow could be built to send. */
function withParameters(Parameters: unknown): unknown {
  const event = aFlowEvent();
  return { ...event, Details: { ...event.Details, Parameters } };
}
