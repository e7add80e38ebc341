import { describe, expect, it } from "vitest";
import { ACTION_TYPES, actionType, formOf, logNameOf } from "./action-types.ts";
import type { FlowAction } from "./flow.ts";
import { FLOW_TYPES, flowType, isDraft } from "./flow-type.ts";
import type { JsonObject } from "./json.ts";
import { meantBy } from "./not-action-types.ts";

const anAction = (Type: string, Parameters: JsonObject = {}): FlowAction => ({
  Identifier: "it",
  Type,
  Parameters,
  Transitions: { Errors: [], Conditions: [] },
});

const aFlow = (Metadata: JsonObject, ...Actions: FlowAction[]) =>
  ({ Version: "2019-10-30", StartAction: "it", Metadata, Actions }) as const;

describe("the table of action types", () => {
  it("has the 56 of the developer guide, the 11 of the designer alone, and two more", () => {
    expect(Object.keys(ACTION_TYPES)).toHaveLength(56 + 11 + 2);
    // As the service spells it; and what the pages of the Testing Language name.
    expect(ACTION_TYPES).toHaveProperty("UntagContact");
    expect(ACTION_TYPES).toHaveProperty("ConnectParticipantWithAgenticCX");
  });

  it("gives every type a shape for any parameters, and a place to stand", () => {
    for (const [name, type] of Object.entries(ACTION_TYPES)) {
      const form = formOf(anAction(name, { Events: 1, StoreInput: [], MetricType: null }));
      expect(form === undefined).toBe(type.form === "undescribed");
      expect(type.flowTypes.filter((flow) => !FLOW_TYPES.includes(flow))).toEqual([]);
      expect(type.flowTypes.length).toBeGreaterThan(0);
    }
  });

  it("knows nothing of what every object has", () => {
    expect([actionType("constructor"), actionType("__proto__"), meantBy("toString")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("names no type as a misnomer", () => {
    expect(Object.keys(ACTION_TYPES).filter((name) => meantBy(name) !== undefined)).toEqual([]);
  });

  it("tells the forms of customer input apart", () => {
    const form = (parameters: JsonObject) => formOf(anAction("GetParticipantInput", parameters));
    expect(form({ Text: "Press 1" })?.conditions?.operands).toContain("*");
    expect(form({ StoreInput: "True" })?.conditions).toBeUndefined();
    const telephone = { InputValidation: { PhoneNumberValidation: {} } };
    expect(form({ StoreInput: "True", ...telephone })?.errors.required).toContain(
      "InvalidPhoneNumber",
    );
    expect(form({ EnableDTMFBuffer: "True" })?.errors.required).toBeUndefined();
  });

  it("has the log's names, which are those of the blocks before 2020", () => {
    expect(logNameOf(anAction("GetParticipantInput", { StoreInput: "True" }))).toBe(
      "StoreUserInput",
    );
    expect(logNameOf(anAction("GetParticipantInput"))).toBe("GetUserInput");
    expect(logNameOf(anAction("UpdateContactRecordingBehavior"))).toBe("SetRecordingBehavior");
    expect(logNameOf(anAction("UpdateContactRecordingAndAnalyticsBehavior"))).toBeUndefined();
  });
});

describe("the type of a flow", () => {
  it("is what the file says, in the export's or in the API's spelling", () => {
    expect(flowType(aFlow({ type: "customerQueue" }))).toBe("customerQueue");
    expect(flowType(aFlow({ type: "CUSTOMER_QUEUE" }))).toBe("customerQueue");
    expect(flowType(aFlow({ type: "journey" }))).toBeUndefined();
    expect(flowType(aFlow({}))).toBeUndefined();
  });

  it("is a module where the flow ends like one", () => {
    expect(flowType(aFlow({}, anAction("EndFlowModuleExecution")))).toBe("module");
  });

  it("may be that of a draft", () => {
    expect([isDraft(aFlow({ status: "SAVED" })), isDraft(aFlow({ status: "published" }))]).toEqual([
      true,
      false,
    ]);
  });
});
