import { describe, expect, it } from "vitest";
import { readFlow } from "./read-flow.ts";
import { UnreadableFlowError } from "./unreadable.ts";

const branch = { NextAction: "bye" };
const action = {
  Identifier: "ask",
  Type: "GetParticipantInput",
  Parameters: { Text: "Press 1" },
  Transitions: {
    NextAction: "bye",
    Errors: [{ ...branch, ErrorType: "NoMatchingError" }],
    Conditions: [{ ...branch, Condition: { Operator: "Equals", Operands: ["1"] } }],
  },
};
const bye = { Identifier: "bye", Type: "DisconnectParticipant" };
const flow = { Version: "2019-10-30", StartAction: "ask", Metadata: {}, Actions: [action, bye] };
const { Metadata: _, ...bare } = flow;

function refusalOf(text: string): UnreadableFlowError {
  try {
    readFlow(text);
  } catch (error) {
    if (error instanceof UnreadableFlowError) return error;
    throw error;
  }
  throw new Error("the flow was not refused");
}

const transitions = (Transitions: unknown) =>
  JSON.stringify({ ...flow, Actions: [{ ...action, Transitions }] });

describe("a flow is read from the text of its file", () => {
  it("with what the file leaves out", () => {
    const end = { ...bye, Parameters: {}, Transitions: { Errors: [], Conditions: [] } };
    expect(readFlow(JSON.stringify(bare))).toEqual({ ...flow, Actions: [action, end] });
  });

  it("with a byte order mark, with an empty list for empty transitions, with a number to compare with", () => {
    const number = { ...branch, Condition: { Operator: "NumberLessThan", Operands: [4] } };
    const read = readFlow(`\uFEFF${transitions({ Conditions: [number] })}`);
    expect(read.Actions[0]?.Transitions.Conditions[0]?.Condition.Operands).toEqual(["4"]);
    expect(readFlow(transitions([])).Actions[0]?.Transitions).toEqual({
      Errors: [],
      Conditions: [],
    });
  });

  it("unless it was cut off: every beginning of it is refused as that", () => {
    const text = JSON.stringify(flow, undefined, 1);
    for (let length = 0; length < text.length; length += 1) {
      expect(refusalOf(text.slice(0, length)).reason).toBe("truncated");
    }
  });

  it.each<[string, string, string, string, RegExp]>([
    [
      "a comment",
      '{\n  "Version": "2019-10-30", // the only one\n}',
      "not-json",
      "line 2, column 28",
      /plain JSON/,
    ],
    [
      "a word that is none",
      '{\n"Actions": nothing}',
      "not-json",
      "line 2, column 13",
      /plain JSON/,
    ],
    ["a web page", "<html></html>", "not-json", "line 1, column 1", /not JSON/],
    ["a list", "[]", "not-a-flow", "", /this is a list/],
    ["something else", '{"name": "linekeeper"}', "not-a-flow", "", /neither Version/],
    [
      "an old export",
      '{"modules": [], "start": "a"}',
      "legacy-export",
      "/modules",
      /Import it in the console/,
    ],
    [
      "the API's answer",
      '{"ContactFlow": {"Content": "{}"}}',
      "api-answer",
      "/ContactFlow/Content",
      /jq -r \.ContactFlow\.Content/,
    ],
    ["a part of it", '{"Content": "{}"}', "api-answer", "/Content", /jq -r \.Content/],
    [
      "no version",
      JSON.stringify({ ...flow, Version: undefined }),
      "wrong-version",
      "/Version",
      /is missing/,
    ],
    [
      "another version",
      JSON.stringify({ ...flow, Version: "2020-01-01" }),
      "wrong-version",
      "/Version",
      /"2020-01-01"/,
    ],
  ])("unless it is %s", (_what, text, reason, place, says) => {
    const refused = refusalOf(text);
    expect({ reason: refused.reason, place: refused.place }).toEqual({ reason, place });
    expect(refused.message).toMatch(says);
  });

  it.each<[string, string, string]>([
    ["Actions that are no list", JSON.stringify({ ...flow, Actions: {} }), "/Actions"],
    ["no Actions", JSON.stringify({ ...flow, Actions: undefined }), "/Actions"],
    ["no StartAction", JSON.stringify({ ...flow, StartAction: undefined }), "/StartAction"],
    ["an action that is none", JSON.stringify({ ...flow, Actions: [action, 7] }), "/Actions/1"],
    [
      "an identifier that is none",
      JSON.stringify({ ...flow, Actions: [{ ...bye, Identifier: 1 }] }),
      "/Actions/0/Identifier",
    ],
    [
      "an inherited name",
      JSON.stringify({ ...flow, Actions: [{ Identifier: "a" }] }),
      "/Actions/0/Type",
    ],
    [
      "a NextAction that is none",
      transitions({ NextAction: null }),
      "/Actions/0/Transitions/NextAction",
    ],
    ["errors that are no list", transitions({ Errors: {} }), "/Actions/0/Transitions/Errors"],
    [
      "an error without a target",
      transitions({ Errors: [{ ErrorType: "x" }] }),
      "/Actions/0/Transitions/Errors/0/NextAction",
    ],
    [
      "a condition without operands",
      transitions({ Conditions: [{ ...branch, Condition: { Operator: "Equals" } }] }),
      "/Actions/0/Transitions/Conditions/0/Condition/Operands",
    ],
    [
      "a nested condition",
      transitions({ Conditions: [{ ...branch, Condition: { Operator: "And", Operands: [{}] } }] }),
      "/Actions/0/Transitions/Conditions/0/Condition/Operands/0",
    ],
  ])("unless it is malformed: %s", (_what, text, place) => {
    const refused = refusalOf(text);
    expect({ reason: refused.reason, place: refused.place }).toEqual({
      reason: "malformed",
      place,
    });
  });
});
