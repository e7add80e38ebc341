import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ContactRecordJson } from "../../test/factories/contact-record.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { type Item, TRACKERS_TABLE } from "../../test/tables.ts";
import {
  aCallRecord,
  openTrackersRoom,
  type TrackersRoom,
  TTL_SECONDS,
} from "../../test/trackers-room.ts";

let room: TrackersRoom;
beforeAll(async () => {
  room = await openTrackersRoom();
}, 60_000);
afterAll(() => room.tables.close());

let caller: string;
beforeEach(() => {
  caller = aPhoneNumber();
  room.clock.time = MORNING + 300_000;
  room.tables.faults.reset();
});

const TASK = {
  active_task_tracker: { S: "1" },
  active_task: { S: "make_payment" },
  tracking_task_title: { S: "your payment" },
  last_completed_step: { S: "account_number" },
};

describe("the record of a call that left a task", () => {
  it("stores its tracker: what drives it and what is allowed", async () => {
    const contactId = anId();
    const attributes = { account_number: "12345678", new_pin: "1234", greetingPlayed: "true" };
    expect(await room.record({ caller, contactId, attributes })).toBe("TrackerStored");
    expect(await room.item(caller)).toEqual({
      caller_id: { S: caller },
      contact_id: { S: contactId },
      disconnected_at: { N: String(MORNING + 120_000) },
      last_update: { N: String(MORNING + 180_000) },
      item_ttl: { N: String(MORNING / 1000 + 120 + TTL_SECONDS) },
      attributes: { M: { ...TASK, account_number: { S: "12345678" } } },
    });
  });

  it("keeps ciphertext as it is, and drops and counts a clear card number", async () => {
    const ciphertext = "AQICAHhQVbU6Kx0bX4fJk1v9zq7Zt2mN8sY5wE3rT6uI1oPlGgHfDsA0==";
    const attributes = { payment_card: ciphertext, payment_note: "4111 1111 1111 1111 12/29" };
    expect(await room.deliver(aCallRecord({ caller, attributes }))).toEqual({
      outcome: "TrackerStored",
      sensitive: 1,
    });
    const { M: stored = {} } = (await room.item(caller))?.["attributes"] ?? {};
    expect(stored["payment_card"]).toEqual({ S: ciphertext });
    expect(stored).not.toHaveProperty("payment_note");
  });

  it("is one call", async () => {
    await room.record({ caller });
    await room.record({ caller, flag: "0", endedAt: 130 });
    await room.record({ caller, endedAt: 100 });
    expect(room.tables.faults.counts()).toEqual({ "dynamodb.UpdateItem": 3 });
  });

  it("is refused where a flow could not be told of it", async () => {
    const attributes = { payment_note: "x".repeat(33_000) };
    expect(await room.record({ caller, attributes })).toBe("TrackerTooLarge");
    expect(await room.item(caller)).not.toHaveProperty("attributes");
  });

  it("takes the older task off offer also where it is too large itself", async () => {
    await room.record({ caller, attributes: { account_number: "12345678" }, endedAt: 100 });
    const attributes = { payment_note: "x".repeat(33_000) };
    expect(await room.record({ caller, attributes, endedAt: 200 })).toBe("TrackerTooLarge");
    expect(await room.item(caller)).not.toHaveProperty("attributes");
  });
});

describe("the record of a call that finished its task", () => {
  it("leaves a dated tombstone without the task's data", async () => {
    const contactId = anId();
    await room.record({ caller, attributes: { account_number: "12345678" } });
    expect(await room.record({ caller, contactId, flag: "0", endedAt: 200 })).toBe("TrackerClosed");
    expect(await room.item(caller)).toEqual({
      caller_id: { S: caller },
      contact_id: { S: contactId },
      disconnected_at: { N: String(MORNING + 200_000) },
      last_update: { N: String(MORNING + 260_000) },
      item_ttl: { N: String(MORNING / 1000 + 200 + TTL_SECONDS) },
    });
  });

  it("leaves one even where no tracker was: that of an older call may be on its way", async () => {
    await room.record({ caller, flag: "0", endedAt: 200 });
    expect(await room.record({ caller, endedAt: 100 })).toBe("TrackerStale");
    expect(await room.item(caller)).not.toHaveProperty("attributes");
  });
});

describe("records that come late, again or out of order", () => {
  it("0, then an older 1 again: it stays closed", async () => {
    const older = { caller, contactId: anId(), endedAt: 100 };
    await room.record(older);
    await room.record({ caller, flag: "0", endedAt: 200 });
    const closed = await room.item(caller);
    expect(await room.record(older)).toBe("TrackerStale");
    expect(await room.record({ ...older, updatedAt: 1_000 })).toBe("TrackerStale");
    expect(await room.item(caller)).toEqual(closed);
  });

  it("the same again: nothing changes", async () => {
    const call = { caller, contactId: anId() };
    await room.record(call);
    const stored = await room.item(caller);
    expect(await room.record(call)).toBe("TrackerStale");
    expect(await room.item(caller)).toEqual(stored);
  });

  it("a newer copy of the same contact's wins, an older one does not", async () => {
    const call = { caller, contactId: anId(), attributes: { account_number: "1" } };
    await room.record({ ...call, updatedAt: 200 });
    const newer = { ...call, attributes: { account_number: "2" }, updatedAt: 201 };
    expect(await room.record(newer)).toBe("TrackerStored");
    expect(await room.record({ ...call, updatedAt: 200 })).toBe("TrackerStale");
    expect((await room.item(caller))?.["attributes"]?.M).toMatchObject({
      account_number: { S: "2" },
    });
  });

  it("a newer copy that says 0 closes it", async () => {
    const call = { caller, contactId: anId() };
    await room.record({ ...call, updatedAt: 200 });
    expect(await room.record({ ...call, flag: "0", updatedAt: 201 })).toBe("TrackerClosed");
  });

  it("a newer call's wins, whichever comes first, and opens what was closed", async () => {
    await room.record({ caller, flag: "0", endedAt: 100 });
    expect(await room.record({ caller, endedAt: 200 })).toBe("TrackerStored");
    expect(await room.record({ caller, flag: "0", endedAt: 150 })).toBe("TrackerStale");
  });

  it("are ordered by time, not by text: to the second or the millisecond", async () => {
    const first = { DisconnectTimestamp: "2026-01-04T22:31:00Z" };
    const second = { DisconnectTimestamp: "2026-01-04T22:31:00.900Z" };
    await room.record({ caller, flag: "0", record: second });
    expect(await room.record({ caller, record: first })).toBe("TrackerStale");
  });

  it("past their time: skipped, though DynamoDB has deleted what they would be stale to", async () => {
    room.clock.time = MORNING + (120 + TTL_SECONDS) * 1000;
    expect(await room.record({ caller })).toBe("TrackerExpired");
    expect(await room.item(caller)).toBeUndefined();
    room.clock.time -= 1;
    expect(await room.record({ caller })).toBe("TrackerStored");
  });
});

const WITHOUT_FLAG: readonly (readonly [string, Partial<ContactRecordJson>])[] = [
  ["no flag", { Attributes: {} }],
  ["no attributes", { Attributes: null }],
  ["a flag that is neither", { Attributes: { active_task_tracker: "true" } }],
  ["an empty flag", { Attributes: { active_task_tracker: "" } }],
];

describe("the record of a call that says nothing of a task", () => {
  it.each(WITHOUT_FLAG)("%s: gives back what the call took, in one call", async (_, record) => {
    const me = anId();
    await room.record({ caller });
    await room.take(caller, me);
    room.tables.faults.reset();
    expect(await room.record({ caller, contactId: me, record })).toBe("TrackerGivenBack");
    expect(room.tables.faults.counts()).toEqual({ "dynamodb.UpdateItem": 1 });
    expect(await room.take(caller, anId())).toMatchObject({ tracker_found: "true" });
  });

  it("leaves everything else alone: what others took, what nobody took, nothing at all", async () => {
    const record = { Attributes: {} };
    expect(await room.record({ caller, record })).toBe("ContactSkipped");
    expect(await room.item(caller)).toBeUndefined();
    await room.record({ caller });
    for (const take of [() => undefined, () => room.take(caller, anId())]) {
      await take();
      const left = await room.item(caller);
      expect(await room.record({ caller, endedAt: 250, record })).toBe("ContactSkipped");
      expect(await room.item(caller)).toEqual(left);
    }
  });

  it("again: nothing changes, whoever has it by then", async () => {
    const [me, other] = [anId(), anId()];
    await room.record({ caller });
    await room.take(caller, me);
    await room.record({ caller, contactId: me, record: { Attributes: {} } });
    await room.take(caller, other);
    const taken = await room.item(caller);
    expect(await room.record({ caller, contactId: me, record: { Attributes: {} } })).toBe(
      "ContactSkipped",
    );
    expect(await room.item(caller)).toEqual(taken);
  });
});

const SKIPPED: readonly (readonly [string, Partial<ContactRecordJson>])[] = [
  ["a chat", { Channel: "CHAT" }],
  ["a task", { Channel: "TASK" }],
  ["an outbound call", { InitiationMethod: "OUTBOUND" }],
  ["a transfer", { InitiationMethod: "TRANSFER" }],
  ["a transfer to a queue", { InitiationMethod: "QUEUE_TRANSFER" }],
  ["a callback", { InitiationMethod: "CALLBACK" }],
  ["a contact of the API's", { InitiationMethod: "API" }],
  ["a supervisor listening", { InitiationMethod: "MONITOR" }],
  ["a disconnect flow", { InitiationMethod: "DISCONNECT" }],
  ["a call that goes on", { DisconnectTimestamp: null }],
];

describe("skipped without a call", () => {
  it.each(SKIPPED)("%s", async (_, record) => {
    expect(await room.record({ caller, record })).toBe("ContactSkipped");
    expect(room.tables.faults.counts()).toEqual({});
  });

  it.each(["anonymous", "", "0491570156", "+1202555", "restricted"])(
    "a call from %o",
    async (address) => {
      expect(await room.record({ caller: address })).toBe("CallerWithheld");
      expect(room.tables.faults.counts()).toEqual({});
    },
  );

  it("a call from nowhere", async () => {
    const record = { CustomerEndpoint: null };
    expect(await room.record({ caller, record })).toBe("CallerWithheld");
  });

  it("a call to another instance", async () => {
    const record = { InstanceARN: `${INSTANCE_ARN.slice(0, -1)}9` };
    expect(await room.record({ caller, record })).toBe("OtherInstanceDropped");
    expect(room.tables.faults.counts()).toEqual({});
  });
});

describe("a store that fails", () => {
  it("is thrown back, so that the record is delivered again, and that stores it", async () => {
    const call = { caller, contactId: anId() };
    room.tables.faults.add({ service: "dynamodb", fault: { kind: "throttle" } });
    await expect(room.record(call)).rejects.toThrow();
    expect(await room.record(call)).toBe("TrackerStored");
  });

  it("stored it and could not say so: again, nothing changes", async () => {
    const call = { caller, contactId: anId() };
    const fault = { kind: "lost-answer", how: "drop" } as const;
    room.tables.faults.add({ service: "dynamodb", fault });
    await expect(room.record(call)).rejects.toThrow();
    const stored = await room.item(caller);
    expect(stored).toBeDefined();
    expect(await room.record(call)).toBe("TrackerStale");
    expect(await room.item(caller)).toEqual(stored);
  });
});

describe("a batch of a hundred, three of which can never be parsed", () => {
  const sorted = (items: readonly Item[]) => items.map((item) => JSON.stringify(item)).sort();

  it("97 stored, three in the poison queue, none reported; again, nothing changes", async () => {
    const calls = Array.from({ length: 97 }, () => aCallRecord({ caller: aPhoneNumber() }));
    const batch = ["not JSON", ...calls.slice(0, 50), { ContactId: 7 }, ...calls.slice(50), "[]"];
    const before = await room.tables.items(TRACKERS_TABLE);
    expect(await room.batch(batch)).toEqual({ batchItemFailures: [] });
    const stored = await room.tables.items(TRACKERS_TABLE);
    expect([stored.length - before.length, room.poisoned.length]).toEqual([97, 3]);

    expect(await room.batch(batch)).toEqual({ batchItemFailures: [] });
    expect(sorted(await room.tables.items(TRACKERS_TABLE))).toEqual(sorted(stored));
  });
});
