import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { aContactRecord, anAgentEvent } from "../../test/factories/contact-record.ts";
import { INSTANCE_ARN } from "../../test/factories/instance.ts";
import { MORNING } from "../../test/factories/time.ts";
import { parseContactRecord } from "./contact-record.ts";
import { InvalidInputError } from "./invalid-input.ts";

const CONTACT = "c0000000-0000-4000-8000-000000000001";

describe("a contact record", () => {
  it("is read in its real shape, with all its nulls", () => {
    const record = aContactRecord({ ContactId: CONTACT, Attributes: { greetingPlayed: "true" } });
    expect(parseContactRecord(record)).toEqual({
      contactId: CONTACT,
      initialContactId: undefined,
      nextContactId: undefined,
      instanceArn: INSTANCE_ARN,
      channel: "VOICE",
      initiationMethod: "INBOUND",
      customerAddress: "+61491570156",
      disconnectedAt: MORNING + 120_000,
      lastUpdate: MORNING + 180_000,
      attributes: { greetingPlayed: "true" },
    });
  });

  it("may have null for everything but who it is", () => {
    const nulls = {
      ...Object.fromEntries(Object.keys(aContactRecord()).map((key) => [key, null])),
      ContactId: CONTACT,
      Channel: "VOICE",
      InitiationMethod: "INBOUND",
    };
    expect(parseContactRecord(nulls)).toEqual({
      contactId: CONTACT,
      initialContactId: undefined,
      nextContactId: undefined,
      instanceArn: undefined,
      channel: "VOICE",
      initiationMethod: "INBOUND",
      customerAddress: undefined,
      disconnectedAt: undefined,
      lastUpdate: 0,
      attributes: {},
    });
  });

  it("may lack what it does not know, and have what we do not", () => {
    const record = { ContactId: CONTACT, Channel: "CHAT", InitiationMethod: "API", Later: [1] };
    expect(parseContactRecord(record)).toMatchObject({ contactId: CONTACT, attributes: {} });
  });

  it("is as new as its end where no last update is given", () => {
    const { LastUpdateTimestamp: _, ...record } = aContactRecord();
    expect(parseContactRecord(record)?.lastUpdate).toBe(MORNING + 120_000);
  });

  it("has the times that were written, to the second or the millisecond", () => {
    const record = aContactRecord({
      DisconnectTimestamp: "2026-01-05T08:00:00Z",
      LastUpdateTimestamp: "2026-01-05T08:00:00.900Z",
    });
    const { disconnectedAt = 0, lastUpdate = 0 } = parseContactRecord(record) ?? {};
    expect(lastUpdate - disconnectedAt).toBe(900);
  });

  it("is not what an agent event is: that is skipped", () => {
    expect(parseContactRecord(anAgentEvent())).toBeUndefined();
    expect(parseContactRecord({})).toBeUndefined();
  });

  it.each([
    ["record", null],
    ["record", "secret"],
    ["record", ["secret"]],
    ["ContactId", { ...aContactRecord(), ContactId: null }],
    ["ContactId", { ...aContactRecord(), ContactId: "" }],
    ["ContactId", { ...aContactRecord(), ContactId: "s".repeat(257) }],
    ["Channel", { ...aContactRecord(), Channel: null }],
    ["InitiationMethod", { ...aContactRecord(), InitiationMethod: 7 }],
    ["CustomerEndpoint", { ...aContactRecord(), CustomerEndpoint: "secret" }],
    ["CustomerEndpoint.Address", { ...aContactRecord(), CustomerEndpoint: { Address: 614 } }],
    ["Attributes", { ...aContactRecord(), Attributes: "secret" }],
    ["Attributes.account_number", { ...aContactRecord(), Attributes: { account_number: 614 } }],
    ["DisconnectTimestamp", { ...aContactRecord(), DisconnectTimestamp: "secret" }],
    ["DisconnectTimestamp", { ...aContactRecord(), DisconnectTimestamp: 614 }],
    ["LastUpdateTimestamp", { ...aContactRecord(), LastUpdateTimestamp: "2026-13-45T08:00:00Z" }],
  ])("is refused naming %s, whatever else it holds: %#", (field, record) => {
    const error = refusal(record);
    expect(error.field).toBe(field);
    expect(error.message).not.toMatch(/secret|614/);
  });

  it("whose time cannot be says what a time is", () => {
    for (const time of ["soon", "2026-13-45T08:00:00Z"]) {
      const { message } = refusal({ ...aContactRecord(), DisconnectTimestamp: time });
      expect(message).toBe("DisconnectTimestamp must be an ISO 8601 time");
    }
  });
});

test("anything on the stream is read, skipped or refused, and never quoted", () => {
  const fields = fc.constantFrom(...Object.keys(aContactRecord()));
  const odd = fc.oneof(
    fc.constantFrom("4111111111111111", null, "", 0, true, [], {}, { Address: 7 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(fc.dictionary(fields, odd, { maxKeys: 4 }), fc.boolean(), (changes, whole) => {
      const item = whole ? { ...aContactRecord({ ContactId: CONTACT }), ...changes } : changes;
      try {
        expect(parseContactRecord(item)?.contactId).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(String(error)).not.toContain("4111");
      }
    }),
    { numRuns: 1_000 },
  );
});

function refusal(record: unknown): InvalidInputError {
  try {
    parseContactRecord(record);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error("expected an InvalidInputError, got a record");
}
