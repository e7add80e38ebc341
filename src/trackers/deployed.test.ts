import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { anAgentEvent } from "../../test/factories/contact-record.ts";
import { aFlowEvent, type ContactData } from "../../test/factories/flow-event.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { aKinesisEvent, sequenceNumberOf } from "../../test/factories/kinesis-event.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { StillClock } from "../../test/still-clock.ts";
import { openTables, type Tables, TRACKERS_TABLE } from "../../test/tables.ts";
import { aCallRecord, TTL_SECONDS } from "../../test/trackers-room.ts";
import { captureLines } from "../../test/written-lines.ts";
import { CLOCK_HOOK, type Clock } from "../aws/clock.ts";

const clock = new StillClock(MORNING + 300_000);
const hooked = globalThis as { [CLOCK_HOOK]?: Clock };
const NOT_FOUND = { tracker_found: "false" };

let tables: Tables;
let records: typeof import("./trackers-record.lambda.ts");
let checks: typeof import("./trackers-check.lambda.ts");
let lines: string[];

beforeAll(async () => {
  tables = await openTables();
  hooked[CLOCK_HOOK] = clock;
  Object.assign(process.env, tables.environment, {
    TRACKER_TABLE: TRACKERS_TABLE,
    TRACKER_POISON_QUEUE_URL: tables.poisonQueueUrl,
    CONNECT_INSTANCE_ARN: INSTANCE_ARN,
  });
  records = await import("./trackers-record.lambda.ts");
  checks = await import("./trackers-check.lambda.ts");
}, 60_000);
afterAll(async () => {
  delete hooked[CLOCK_HOOK];
  await tables.close();
});

let caller: string;
beforeEach(() => {
  caller = aPhoneNumber();
  clock.time = MORNING + 300_000;
  tables.faults.reset();
  tables.poisoned.length = 0;
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const deliver = (...items: unknown[]) => records.handler(aKinesisEvent(items));

const ask = (number: string, action = "", contact: Partial<ContactData> = {}) =>
  checks.handler(
    aFlowEvent(
      { action },
      { CustomerEndpoint: { Address: number, Type: "TELEPHONE_NUMBER" }, ...contact },
    ),
  );

const NOTHING_FAILED = { batchItemFailures: [] };

describe("what went wrong in the original", () => {
  it("1. it returned after the first record of a batch: all ten are stored", async () => {
    const callers = Array.from({ length: 10 }, aPhoneNumber);
    const batch = callers.map((number) => aCallRecord({ caller: number }));
    expect(await deliver(...batch)).toEqual(NOTHING_FAILED);
    for (const number of callers) {
      expect(await ask(number)).toMatchObject({ tracker_found: "true" });
    }
  });

  it("2. a first record that it could not decode lost the batch: the others are stored", async () => {
    expect(await deliver("not JSON", aCallRecord({ caller }))).toEqual(NOTHING_FAILED);
    expect(await ask(caller)).toMatchObject({ tracker_found: "true" });
    expect(tables.poisoned).toEqual([
      {
        system: "trackers",
        reason: "record must be base64 of a JSON text",
        eventId: expect.stringContaining("shardId-"),
      },
    ]);
  });

  it("3. withheld callers got each other's account: they leave and find nothing", async () => {
    const attributes = { account_number: "12345678" };
    await deliver(aCallRecord({ caller: "anonymous", attributes }));
    expect(await ask("anonymous")).toEqual(NOT_FOUND);
    expect(tables.faults.counts()).toEqual({});
  });

  it("4. card number and PIN lay open in table and log: neither is stored or written", async () => {
    const ciphertext = "AQICAHhQVbU6Kx0bX4fJk1v9zq7Zt2mN8sY5wE3rT6uI1oPlGgHfDsA0==";
    const attributes = {
      payment_card: "4111111111111111",
      payment_expiry: ciphertext,
      new_pin: "9876",
      account_number: "12345678",
    };
    await deliver(aCallRecord({ caller, attributes }));
    const found = await ask(caller);
    expect(found).toMatchObject({ payment_expiry: ciphertext, account_number: "12345678" });
    expect(JSON.stringify([found, await tables.items(TRACKERS_TABLE)])).not.toMatch(/4111|9876/);
    expect(lines.join("")).not.toMatch(/4111|9876|12345678|614915|AQICAH/);
    expect(lines.join("")).toMatch(/"SensitiveValueDropped":1/);
  });

  it("5. a record that came again revived a finished task: it stays closed", async () => {
    const older = aCallRecord({ caller, endedAt: 100 });
    await deliver(older, aCallRecord({ caller, flag: "0", endedAt: 200 }));
    await deliver(older);
    expect(await ask(caller)).toEqual(NOT_FOUND);
  });

  it("6. an expired tracker was found: it is not, deleted or not", async () => {
    await deliver(aCallRecord({ caller }));
    clock.time = MORNING + (120 + TTL_SECONDS) * 1000;
    expect(await ask(caller)).toEqual(NOT_FOUND);
    expect(await ask(caller, "take")).toEqual(NOT_FOUND);
  });

  it("7. to look was to take: who hangs up at the question has lost nothing", async () => {
    await deliver(aCallRecord({ caller }));
    const found = await ask(caller);
    expect(found["tracker_found"]).toBe("true");
    expect(await ask(caller)).toEqual(found);
    expect(await ask(caller, "take")).toEqual(found);
  });

  it("9. one caller's attributes leaked into the next one's: each has their own", async () => {
    const next = aPhoneNumber();
    await deliver(
      aCallRecord({ caller, attributes: { account_number: "12345678" } }),
      aCallRecord({ caller: next }),
    );
    expect(await ask(caller)).toHaveProperty("account_number");
    expect(await ask(next)).not.toHaveProperty("account_number");
  });

  it("10. two calls at once both resumed: one does", async () => {
    await deliver(aCallRecord({ caller }));
    const answers = await Promise.all([ask(caller, "take"), ask(caller, "take")]);
    const found = answers.map((answer) => answer["tracker_found"]);
    expect(found.sort()).toEqual(["false", "true"]);
  });

  it("11. it stored all attributes of the call: those that are named, only", async () => {
    const attributes = { payment_source: "card", greetingPlayed: "true", customer_name: "Ann" };
    await deliver(aCallRecord({ caller, attributes }));
    expect(Object.keys(await ask(caller)).sort()).toEqual([
      "active_task",
      "active_task_tracker",
      "last_completed_step",
      "payment_source",
      "tracker_found",
      "tracking_task_title",
    ]);
  });

  it("13. outbound calls, transfers and chats were taken for callers: they are skipped", async () => {
    await deliver(
      aCallRecord({ caller, record: { InitiationMethod: "OUTBOUND" } }),
      aCallRecord({ caller, record: { InitiationMethod: "TRANSFER" } }),
      aCallRecord({ caller, record: { Channel: "CHAT" } }),
    );
    expect(await ask(caller)).toEqual(NOT_FOUND);
    expect(lines.join("").match(/"message":"ContactSkipped"/g)).toHaveLength(3);
  });
});

describe("the recording function", () => {
  it("reports what the store refused, and stores it when it comes again", async () => {
    const batch = [aCallRecord({ caller }), "not JSON", aCallRecord({ caller: aPhoneNumber() })];
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    const fault = tables.faults.add({ service: "dynamodb", times: 99, fault: denied });
    const { batchItemFailures } = await deliver(...batch);
    const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    expect(failed.sort()).toEqual([sequenceNumberOf(0), sequenceNumberOf(2)]);
    fault.remove();
    expect(await deliver(batch[0], batch[2])).toEqual(NOTHING_FAILED);
    expect(await ask(caller)).toMatchObject({ tracker_found: "true" });
  });

  it("skips agent events and other instances", async () => {
    const other = { InstanceARN: `${INSTANCE_ARN.slice(0, -1)}9` };
    const batch = [anAgentEvent(), aCallRecord({ caller, record: other })];
    expect(await deliver(...batch)).toEqual(NOTHING_FAILED);
    expect(tables.faults.counts()).toEqual({});
    expect(lines.join("")).toMatch(/NotAContactRecord.*OtherInstanceDropped/s);
  });

  it.each([
    ["CONNECT_INSTANCE_ARN", "arn:aws:connect:ap-southeast-2:instance/1"],
    ["TRACKER_ATTRIBUTES", "payment *;account"],
  ])("does not start with a %s that fits nothing: it would drop everything", async (name, text) => {
    vi.resetModules();
    const value = process.env[name];
    process.env[name] = text;
    await expect(import("./trackers-record.lambda.ts")).rejects.toThrow(`${name} must be`);
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });

  it.each(["TRACKER_TABLE", "TRACKER_POISON_QUEUE_URL"])(
    "does not start without %s, and says so",
    async (name) => {
      vi.resetModules();
      const value = process.env[name];
      delete process.env[name];
      await expect(import("./trackers-record.lambda.ts")).rejects.toThrow(`${name} is required`);
      process.env[name] = value;
    },
  );
});

it("the checking function reads, and writes one line and one metric that tell nothing of the caller", async () => {
  const me = anId();
  await ask(caller, "", { ContactId: me });
  expect(Object.keys(tables.faults.counts())).toEqual(["dynamodb.GetItem"]);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ message: "TrackerNotFound", contactId: me });
  expect(lines.join("")).not.toContain(caller.slice(1));
});
