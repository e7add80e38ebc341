import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import { ACTION_TYPES } from "../language/action-types.ts";
import { ACTIONS } from "./actions.ts";

it("has nothing but types of the Flow language", () => {
  const guideSpelling = ["UpdateRoutingCriteria", "UnTagContact"];
  const unknown = Object.keys(ACTIONS).filter((type) => !Object.hasOwn(ACTION_TYPES, type));
  expect(unknown.filter((type) => !guideSpelling.includes(type))).toEqual([]);
});

it("lacks these of a telephone call: they need a declared end", () => {
  const lacking = Object.entries(ACTION_TYPES)
    .filter(([type, { voice }]) => voice && !Object.hasOwn(ACTIONS, type))
    .map(([type]) => type);
  expect(lacking.sort()).toMatchInlineSnapshot(`
    [
      "AssociateContactToCustomerProfile",
      "CheckOutboundCallStatus",
      "CheckVoiceId",
      "ConnectParticipantWithAgenticCX",
      "ConnectParticipantWithLexBot",
      "CreateCase",
      "CreateContact",
      "CreateCustomerProfile",
      "CreateTask",
      "CreateWisdomSession",
      "EvaluateDataTableValues",
      "GetCalculatedAttributesForCustomerProfile",
      "GetCase",
      "GetCustomerProfile",
      "GetCustomerProfileObject",
      "ListDataTableValues",
      "RenderMessageTemplate",
      "StartOutboundChatContact",
      "StartOutboundEmailContact",
      "StartVoiceIdStream",
      "UpdateCase",
      "UpdateCustomerProfile",
      "UpsertDataTableValues",
    ]
  `);
});

it.each([
  ["UpdateContactRoutingCriteria", "no effect in the simulation"],
  ["UpdatePreviousContactParticipantState", "no effect"],
])("%s goes on, and says that it does nothing", async (type, warning) => {
  const flow = aFlow({ act: [type, {}, { next: "end", NoMatchingError: "end" }], end: HANG_UP });
  const result = await new Centre().run(flow);
  expect(wayOf(result)[0]).toBe("act: NextAction");
  expect(result.trace.warnings[0]).toContain(warning);
});

it("CompleteOutboundCall goes on: by then the call is complete", async () => {
  const flow = aFlow({ act: ["CompleteOutboundCall", {}, { next: "end" }], end: HANG_UP });
  expect(wayOf(await new Centre().run(flow))[0]).toBe("act: NextAction");
});
