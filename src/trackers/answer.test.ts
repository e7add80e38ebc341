import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { anId } from "../../test/factories/id.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import {
  LEASE_SECONDS,
  openTrackersRoom,
  type TrackersRoom,
  TTL_SECONDS,
} from "../../test/trackers-room.ts";
import { holderOf, readTracker } from "./table.ts";

const NOT_FOUND = { tracker_found: "false" };
const BROKEN = { ...NOT_FOUND, result: "FAIL", message: "ERROR_ENCOUNTERED" };
const FOUND = {
  tracker_found: "true",
  active_task_tracker: "1",
  active_task: "make_payment",
  tracking_task_title: "your payment",
  last_completed_step: "account_number",
  account_number: "12345678",
};

let room: TrackersRoom;
beforeAll(async () => {
  room = await openTrackersRoom();
}, 60_000);
afterAll(() => room.tables.close());

let caller: string;
const attributes = { account_number: "12345678" };
beforeEach(async () => {
  caller = aPhoneNumber();
  room.clock.time = MORNING + 300_000;
  room.tables.faults.reset();
  await room.record({ caller, attributes });
  room.tables.faults.reset();
  room.outcomes.taken();
});

describe("check", () => {
  it("a tracker: found, with all that was stored, and it stays", async () => {
    expect(await room.ask(caller)).toEqual(FOUND);
    expect(await room.ask(caller, { action: "" })).toEqual(FOUND);
    expect(await room.ask(caller, { action: "check" })).toEqual(FOUND);
  });

  it("none: not found", async () => {
    expect(await room.ask(aPhoneNumber())).toEqual(NOT_FOUND);
  });

  it("a closed one: not found", async () => {
    await room.record({ caller, flag: "0", endedAt: 200 });
    expect(await room.ask(caller)).toEqual(NOT_FOUND);
  });

  it.each([
    [0, NOT_FOUND],
    [1, FOUND],
  ])("one that DynamoDB has yet to delete, %i s before its time is up", async (left, answer) => {
    room.clock.time = MORNING + (120 + TTL_SECONDS - left) * 1000;
    expect(await room.ask(caller)).toEqual(answer);
  });

  it.each([null, "", "anonymous", "0491570156", "+1202555"])(
    "a caller whose number is %o: not found, without a call",
    async (address) => {
      for (const action of ["check", "take", "clear"]) {
        expect(await room.ask(address, { action })).toEqual(NOT_FOUND);
      }
      expect(room.tables.faults.counts()).toEqual({});
    },
  );

  it("a number that another caller's parameters name is not looked at", async () => {
    const other = { caller_id: caller, callback_number: caller, CustomerEndpoint: caller };
    expect(await room.ask(aPhoneNumber(), other)).toEqual(NOT_FOUND);
  });

  it("is one read, and a consistent one", async () => {
    await room.ask(caller);
    expect(room.tables.faults.counts()).toEqual({ "dynamodb.GetItem": 1 });
  });
});

describe("take", () => {
  it("leases the tracker to the contact that accepted it", async () => {
    const me = anId();
    expect(await room.take(caller, me)).toEqual(FOUND);
    const item = await room.item(caller);
    expect(item).toMatchObject({
      leased_to: { S: me },
      leased_for: item?.["contact_id"],
      leased_until: { N: String(room.clock.now() + LEASE_SECONDS * 1000) },
    });
  });

  it("a second taker: not found, until the lease is over", async () => {
    await room.take(caller, anId());
    room.clock.time += LEASE_SECONDS * 1000 - 1;
    expect(await room.take(caller, anId())).toEqual(NOT_FOUND);
    room.clock.time += 1;
    expect(await room.take(caller, anId())).toEqual(FOUND);
  });

  it("tells people who holds it, while they do", async () => {
    const holder = async () => {
      const tracker = readTracker((await room.item(caller)) ?? {});
      return holderOf(tracker, room.clock.now());
    };
    expect(await holder()).toBeUndefined();
    const me = anId();
    await room.take(caller, me);
    expect(await holder()).toBe(me);
    room.clock.time += LEASE_SECONDS * 1000;
    expect(await holder()).toBeUndefined();
    await room.take(caller, me);
    await room.record({ caller, endedAt: 250, attributes });
    expect(await holder()).toBeUndefined();
  });

  it("of fifty at once, one", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => room.take(caller, anId())));
    expect(answers.filter((answer) => answer["tracker_found"] === "true")).toEqual([FOUND]);
  });

  it("a repeat by the same contact: the same answer", async () => {
    const me = anId();
    await room.take(caller, me);
    expect(await room.take(caller, me)).toEqual(FOUND);
    room.clock.time += LEASE_SECONDS * 1000;
    expect(await room.take(caller, me)).toEqual(FOUND);
  });

  it("a newer call's tracker is free again, whoever holds the older one", async () => {
    await room.take(caller, anId());
    await room.record({ caller, endedAt: 250, attributes });
    expect(await room.take(caller, anId())).toEqual(FOUND);
    expect(await room.take(caller, anId())).toEqual(NOT_FOUND);
  });

  it("a second drop loses nothing: the taking call's own record frees it with what it knew", async () => {
    const me = anId();
    await room.take(caller, me);
    const further = { account_number: "12345678", payment_amount: "20" };
    room.clock.time = MORNING + 900_000;
    await room.record({ caller, contactId: me, endedAt: 800, attributes: further });
    expect(await room.take(caller, anId())).toEqual({ ...FOUND, ...further });
  });

  it("a late copy of the taken call's record does not free it", async () => {
    const contactId = anId();
    await room.record({ caller, contactId, endedAt: 250, attributes });
    await room.take(caller, anId());
    await room.record({ caller, contactId, endedAt: 250, updatedAt: 500, attributes });
    expect(await room.take(caller, anId())).toEqual(NOT_FOUND);
  });

  it("none, a closed one, one whose time is up: not found, and nothing is written", async () => {
    expect(await room.take(aPhoneNumber(), anId())).toEqual(NOT_FOUND);
    room.clock.time = MORNING + (120 + TTL_SECONDS) * 1000;
    expect(await room.take(caller, anId())).toEqual(NOT_FOUND);
    room.clock.time = MORNING + 300_000;
    await room.record({ caller, flag: "0", endedAt: 200 });
    const closed = await room.item(caller);
    expect(await room.take(caller, anId())).toEqual(NOT_FOUND);
    expect(await room.item(caller)).toEqual(closed);
  });

  it("is one call, whatever the answer", async () => {
    for (const answer of [FOUND, NOT_FOUND]) {
      room.tables.faults.reset();
      expect(await room.take(caller, anId())).toEqual(answer);
      expect(room.tables.faults.counts()).toEqual({ "dynamodb.UpdateItem": 1 });
    }
  });
});

describe("clear", () => {
  it("closes the tracker, with nothing of the task left, in one call", async () => {
    expect(await room.clear(caller, anId())).toEqual(NOT_FOUND);
    expect(room.tables.faults.counts()).toEqual({ "dynamodb.UpdateItem": 1 });
    expect(await room.item(caller)).not.toHaveProperty("attributes");
    expect(await room.ask(caller)).toEqual(NOT_FOUND);
  });

  it("wins over the record of a call before it that comes later", async () => {
    await room.clear(caller, anId());
    expect(await room.record({ caller, endedAt: 299 })).toBe("TrackerStale");
    expect(await room.ask(caller)).toEqual(NOT_FOUND);
  });

  it("is settled by its own call's record in the end", async () => {
    const me = anId();
    await room.clear(caller, me);
    room.clock.time = MORNING + 600_000;
    await room.record({ caller, contactId: me, endedAt: 500, attributes });
    expect(await room.ask(caller)).toEqual(FOUND);
  });

  it("is settled by its own call's record, though that rounds its end down to before it", async () => {
    const me = anId();
    room.clock.time = MORNING + 300_900;
    await room.clear(caller, me);
    room.clock.time = MORNING + 600_000;
    const again = { caller, contactId: me, endedAt: 300, updatedAt: 360, attributes };
    expect(await room.record(again)).toBe("TrackerStored");
  });

  it("twice is once", async () => {
    const me = anId();
    await room.clear(caller, me);
    const closed = await room.item(caller);
    expect(await room.clear(caller, me)).toEqual(NOT_FOUND);
    expect(await room.item(caller)).toEqual(closed);
  });
});

describe("what cannot be answered", () => {
  it("an action that does not exist: INVALID_ACTION, without a call", async () => {
    for (const action of ["delete", "TAKE", "toString", "__proto__"]) {
      const answer = { ...NOT_FOUND, result: "FAIL", message: "INVALID_ACTION" };
      expect(await room.ask(caller, { action })).toEqual(answer);
    }
    expect(room.tables.faults.counts()).toEqual({});
  });

  it("an event that is none: ERROR_ENCOUNTERED", async () => {
    for (const event of [undefined, null, "text", [], {}, { Details: { Parameters: {} } }]) {
      expect(await room.askEvent(event)).toEqual(BROKEN);
    }
  });
});

it("says what became of each question, with the contact's id and no more", async () => {
  const me = anId();
  const { published } = room.outcomes;
  await room.ask(caller, {}, { ContactId: me });
  await room.take(caller, me);
  await room.take(caller, anId());
  await room.clear(caller, me);
  await room.ask(caller);
  await room.ask("anonymous");
  await room.ask(caller, { action: "?" });
  expect(room.outcomes.noted[0]?.identifiers).toEqual({ contactId: me });
  expect(JSON.stringify(room.outcomes.noted)).not.toMatch(/\+614|12345678/);
  expect(room.outcomes.published - published).toBe(7);
  expect(room.outcomes.taken()).toEqual([
    "TrackerFound",
    "TrackerTaken",
    "TrackerNotTaken",
    "TrackerCleared",
    "TrackerNotFound",
    "CallerWithheld",
    "TrackerActionUnknown",
  ]);
});
