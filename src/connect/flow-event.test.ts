import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { aFlowEvent } from "../../test/factories/flow-event.ts";
import { parameter, parseFlowEvent } from "./flow-event.ts";
import { InvalidInputError } from "./invalid-input.ts";

const CONTACT = "c0000000-0000-4000-8000-000000000001";

describe("the event of a flow's Lambda block", () => {
  it("is read in its present shape", () => {
    const event = aFlowEvent({ callback_number: "+61491570156" }, { ContactId: CONTACT });
    expect(parseFlowEvent(event)).toEqual({
      contactId: CONTACT,
      rootContactId: CONTACT,
      customerAddress: "+61491570156",
      parameters: { callback_number: "+61491570156" },
    });
  });

  it("is read as it was in 2021, without the newer fields", () => {
    const {
      CustomerId: _1,
      Description: _2,
      LanguageCode: _3,
      Name: _4,
      References: _5,
      ...older
    } = aFlowEvent({}, { ContactId: CONTACT }).Details.ContactData;
    const event = { Name: "ContactFlowEvent", Details: { ContactData: older, Parameters: {} } };
    expect(parseFlowEvent(event).contactId).toBe(CONTACT);
  });

  it("needs nothing but the contact's id", () => {
    expect(parseFlowEvent({ Details: { ContactData: { ContactId: CONTACT } } })).toEqual({
      contactId: CONTACT,
      rootContactId: CONTACT,
      customerAddress: undefined,
      parameters: {},
    });
  });

  it("may say null where nothing is known", () => {
    const event = {
      Details: {
        ContactData: { ContactId: CONTACT, InitialContactId: null, CustomerEndpoint: null },
        Parameters: null,
      },
    };
    expect(parseFlowEvent(event)).toMatchObject({ rootContactId: CONTACT, parameters: {} });
  });

  it("belongs to the chain of its initial contact", () => {
    const transferred = aFlowEvent({}, { InitialContactId: "root-1" });
    expect(parseFlowEvent(transferred).rootContactId).toBe("root-1");
  });

  it.each([
    ["event", "nothing", undefined],
    ["event", "a text", "secret"],
    ["Details", "in no list", []],
    ["Details", "absent", {}],
    ["Details.ContactData", "null", { Details: { ContactData: null } }],
    ["Details.ContactData.ContactId", "absent", { Details: { ContactData: {} } }],
    ["Details.ContactData.ContactId", "an object", contactData({ ContactId: { secret: 1 } })],
    ["Details.ContactData.ContactId", "empty", contactData({ ContactId: "" })],
    ["Details.ContactData.ContactId", "no id", contactData({ ContactId: "secret id" })],
    ["Details.ContactData.ContactId", "too long", contactData({ ContactId: "1".repeat(51) })],
    ["Details.ContactData.InitialContactId", "no id", contactData({ InitialContactId: "se cret" })],
    ["Details.ContactData.CustomerEndpoint", "a text", contactData({ CustomerEndpoint: "secret" })],
    [
      "Details.ContactData.CustomerEndpoint.Address",
      "a number",
      contactData({ CustomerEndpoint: { Address: 61491570156 } }),
    ],
    [
      "Details.Parameters",
      "a text",
      { Details: { ContactData: { ContactId: CONTACT }, Parameters: "secret" } },
    ],
  ])("is refused naming %s when that is %s", (path, _, event) => {
    const error = refusal(() => parseFlowEvent(event));
    expect(error.field).toBe(path);
    expect(error.message).not.toMatch(/secret|6149/);
  });
});

describe("a parameter", () => {
  const event = parseFlowEvent(
    JSON.parse(
      `{"Details":{"ContactData":{"ContactId":"${CONTACT}"},
        "Parameters":{"text":"x","empty":"","none":null,"number":7,"list":["secret"]}}}`,
    ),
  );

  it("is its text", () => {
    expect(parameter(event, "text")).toBe("x");
  });

  it.each(["empty", "none", "missing", "toString", "__proto__", "constructor"])(
    "that is %s is absent",
    (name) => {
      expect(parameter(event, name)).toBeUndefined();
    },
  );

  it.each(["number", "list"])("that is a %s is refused by its path", (name) => {
    const error = refusal(() => parameter(event, name));
    expect(error.message).toBe(`Details.Parameters.${name} must be a text`);
  });
});

test("any event is read or refused by its path, and never quoted", () => {
  const secret = fc.constant("4111111111111111");
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      secret,
      fc.constantFrom(null, 0, true, ""),
      fc.dictionary(
        fc.constantFrom("Details", "ContactData", "Parameters", "ContactId", "CustomerEndpoint"),
        tie("value"),
      ),
      fc.array(tie("value"), { maxLength: 2 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (event) => {
      try {
        expect(parseFlowEvent(event).contactId).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(String(error)).not.toContain("4111");
      }
    }),
    { numRuns: 1_000 },
  );
});

function contactData(fields: object): unknown {
  return { Details: { ContactData: { ContactId: CONTACT, ...fields } } };
}

function refusal(work: () => unknown): InvalidInputError {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error("expected an InvalidInputError, got an answer");
}
