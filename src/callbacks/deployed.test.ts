import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CallbacksRoom } from "../../test/callbacks-room.ts";
import { aContactEvent, type ContactEventDetail } from "../../test/factories/contact-event.ts";
import { aContactRecord } from "../../test/factories/contact-record.ts";
import { aFlowEvent, type ContactData } from "../../test/factories/flow-event.ts";
import { anId } from "../../test/factories/id.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { aKinesisEvent } from "../../test/factories/kinesis-event.ts";
import { aPhoneNumber } from "../../test/factories/phone-number.ts";
import { MORNING } from "../../test/factories/time.ts";
import { CLAIMS_TABLE, openTables, type Tables } from "../../test/tables.ts";
import { captureLines } from "../../test/written-lines.ts";
import { CLOCK_HOOK, type Clock } from "../aws/clock.ts";
import { checkAnswer } from "../connect/flow-answer.ts";

let tables: Tables;
let room: CallbacksRoom;
let claims: typeof import("./callbacks.lambda.ts");
let releases: typeof import("./callbacks-release.lambda.ts");
let lines: string[];
const hooked = globalThis as { [CLOCK_HOOK]?: Clock };

beforeAll(async () => {
  tables = await openTables();
  room = new CallbacksRoom(tables);
  hooked[CLOCK_HOOK] = room.clock;
  Object.assign(process.env, tables.environment, {
    // The spelling of the original's code; its contract says CALLBACK_TABLE.
    CALLBACKTABLE: CLAIMS_TABLE,
    CALLBACK_POISON_QUEUE_URL: tables.poisonQueueUrl,
    CONNECT_INSTANCE_ARN: INSTANCE_ARN,
  });
  claims = await import("./callbacks.lambda.ts");
  releases = await import("./callbacks-release.lambda.ts");
}, 60_000);
afterAll(async () => {
  delete hooked[CLOCK_HOOK];
  await tables.close();
});

let callback_number: string;
beforeEach(() => {
  callback_number = aPhoneNumber();
  room.clock.time = MORNING;
  tables.faults.reset();
  tables.poisoned.length = 0;
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const set = (more: Record<string, string> = {}, contact: Partial<ContactData> = {}) =>
  claims.set_handler(aFlowEvent({ callback_number, ...more }, contact));
const clear = (more: Record<string, string> = {}, contact: Partial<ContactData> = {}) =>
  claims.clear_handler(aFlowEvent({ callback_number, ...more }, contact));
const event = (detail: Partial<ContactEventDetail>) => releases.handler(aContactEvent(detail));

const CLAIMED = { result: "SUCCESS", duplicate: "false", message: "TABLE_UPDATED" };
const DUPLICATE = { result: "FAIL", duplicate: "true", message: "CALLBACK_EXISTS" };

describe("what went wrong in the original", () => {
  it("1. five at once all had their claim: of two hundred, one has", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => room.set({ callback_number })),
    );
    const told = answers.map((answer) => answer["message"]).sort();
    expect(told).toEqual([...Array(199).fill("CALLBACK_EXISTS"), "TABLE_UPDATED"]);
  });

  it("2. an expired claim blocked until it was deleted: it does not a second later", async () => {
    await set();
    room.clock.time += 86_401_000;
    expect(await set()).toEqual(CLAIMED);
  });

  it("3. any text was a number: they are read, and one number is one claim", async () => {
    for (const text of ["02101234567", "", "anonymous"]) {
      const answer = await set({ callback_number: text });
      expect(answer).toEqual({ result: "FAIL", duplicate: "false", message: "INVALID_NUMBER" });
    }
    expect(await set({ callback_number: "+64 210 123 4567" })).toEqual(CLAIMED);
    expect(await set({ callback_number: "+642101234567" })).toEqual(DUPLICATE);
  });

  it("4. anybody cleared anybody's claim: the chain that made it does, or force", async () => {
    await set({}, { ContactId: "owner" });
    expect(await clear()).toEqual({ result: "SUCCESS", message: "NO_ACTION" });
    expect(await set()).toEqual(DUPLICATE);
    const cleared = { result: "SUCCESS", message: "NUMBER_CLEARED" };
    expect(await clear({}, { ContactId: "later", InitialContactId: "owner" })).toEqual(cleared);
  });

  it("5. a duplicate looked like an outage, and an outage like none: each has its words", async () => {
    await set();
    const duplicate = await set();
    const denied = { kind: "error", status: 400, name: "AccessDeniedException" } as const;
    tables.faults.add({ service: "dynamodb", times: 9, fault: denied });
    const outage = await set();
    expect([duplicate["duplicate"], duplicate["message"]]).toEqual(["true", "CALLBACK_EXISTS"]);
    expect([outage["duplicate"], outage["message"]]).toEqual(["false", "ERROR_ENCOUNTERED"]);
  });

  it("6. the table's variable was not the contract's: both are read, and a missing one is named", async () => {
    expect(await set()).toEqual(CLAIMED);
    vi.resetModules();
    const { CALLBACKTABLE } = process.env;
    delete process.env["CALLBACKTABLE"];
    await expect(import("./callbacks.lambda.ts")).rejects.toThrow("CALLBACK_TABLE is required");
    await expect(import("./callbacks-release.lambda.ts")).rejects.toThrow("CALLBACK_TABLE");
    process.env["CALLBACKTABLE"] = CALLBACKTABLE;
  });

  it("7. duplicate was a boolean, which STRING_MAP refuses: every value is a text", async () => {
    for (const answer of [await set(), await set(), await set({ callback_number: "" })]) {
      expect(checkAnswer(answer)).toEqual([]);
      expect(typeof answer["duplicate"]).toBe("string");
    }
    expect(checkAnswer(await clear())).toEqual([]);
  });

  it.each([
    ["agent misses, or Connect takes it out of the queue", "CALLBACK"],
    ["customer does not answer", "CALLBACK_CUSTOMER_FIRST_DIALED"],
  ])("8. only the outbound flow freed a number: it is free when %s", async (_, method) => {
    const callback = { initialContactId: anId(), contactId: anId(), initiationMethod: method };
    await set({}, { ContactId: callback.initialContactId });
    await event({ ...callback, eventType: "INITIATED" });
    expect(await set()).toEqual(DUPLICATE);
    await event({ ...callback, eventType: "DISCONNECTED" });
    expect(await set()).toEqual(CLAIMED);
  });

  it("8. only the outbound flow freed a number: it is free when the caller hangs up early", async () => {
    const ContactId = anId();
    await set({}, { ContactId });
    const batch = aKinesisEvent([aContactRecord({ ContactId })]);
    expect(await releases.handler(batch)).toEqual({ batchItemFailures: [] });
    expect(await set()).toEqual(CLAIMED);
  });

  it("9. a number could wait for one queue only: it may for each", async () => {
    expect(await set({ queue: "sales" })).toEqual(CLAIMED);
    expect(await set({ queue: "support" })).toEqual(CLAIMED);
    expect(await set({ queue: "sales" })).toEqual(DUPLICATE);
  });

  it("10. it read before it wrote, and logged the caller's number: one write, no number", async () => {
    const InitialContactId = anId();
    await set({}, { InitialContactId });
    expect(Object.keys(tables.faults.counts())).toEqual(["dynamodb.UpdateItem"]);
    await set();
    await clear();
    const fault = tables.faults.add({ service: "dynamodb", times: 9, fault: { kind: "error" } });
    await set();
    fault.remove();
    const callback = { initialContactId: InitialContactId, initiationMethod: "CALLBACK" };
    await event({ ...callback, eventType: "DISCONNECTED" });
    await releases.handler(aKinesisEvent([aContactRecord(), "not JSON"]));
    expect(lines.join("")).toMatch(/CallbackClaimed.*CallbackDuplicate.*CallbackReleased/s);
    expect(lines.join("")).not.toMatch(/614915/);
  });
});

describe("the releasing function", () => {
  it("sends to the poison queue what can never be parsed: ids and the reason", async () => {
    const envelope = { ...aContactEvent(), detail: { contactId: 7, note: callback_number } };
    await releases.handler(envelope);
    await releases.handler(aKinesisEvent(["not JSON"]));
    expect(tables.poisoned).toEqual([
      { system: "callbacks", reason: "detail.contactId must be string", eventId: envelope.id },
      {
        system: "callbacks",
        reason: "record must be base64 of a JSON text",
        eventId: expect.stringContaining("shardId-"),
      },
    ]);
  });

  it("throws back an event that the poison queue refuses, and reports such a record", async () => {
    const refuses = { kind: "error", status: 400, name: "AccessDenied" } as const;
    tables.faults.add({ service: "sqs", times: 9, fault: refuses });
    const envelope = { ...aContactEvent(), detail: { contactId: 7 } };
    await expect(releases.handler(envelope)).rejects.toThrow();
    const answer = await releases.handler(aKinesisEvent(["not JSON"]));
    expect(answer?.batchItemFailures).toHaveLength(1);
  });

  it("does not start with what is no instance's ARN, which would drop everything", async () => {
    vi.resetModules();
    const { CONNECT_INSTANCE_ARN } = process.env;
    process.env["CONNECT_INSTANCE_ARN"] = `${INSTANCE_ARN}/`;
    const started = import("./callbacks-release.lambda.ts");
    await expect(started).rejects.toThrow("CONNECT_INSTANCE_ARN must be");
    process.env["CONNECT_INSTANCE_ARN"] = CONNECT_INSTANCE_ARN;
  });

  it("drops what is of another instance in the account", async () => {
    const ContactId = anId();
    await set({}, { ContactId });
    const other = `${INSTANCE_ARN.slice(0, -1)}9`;
    const callback = { initialContactId: ContactId, initiationMethod: "CALLBACK" };
    await event({ ...callback, eventType: "DISCONNECTED", instanceArn: other });
    await releases.handler(aKinesisEvent([aContactRecord({ ContactId, InstanceARN: other })]));
    expect(await set()).toEqual(DUPLICATE);
  });
});
