import { expect, it } from "vitest";
import { compileFilterPattern } from "./log-filter-pattern.ts";

const LINE = JSON.stringify({
  ContactFlowModuleType: "SetRecordingBehavior",
  Parameters: { RecordingBehaviorOption: "Enable", Steps: ["a", "b"], N: 2, Text: "2" },
  Nothing: null,
  Yes: true,
});

it.each([
  ["", true],
  ["SetRecordingBehavior", true],
  ["Enable SetRecordingBehavior", true],
  ["Enable PlayPrompt", false],
  ['"RecordingBehavior"', true],
  ["setrecordingbehavior", false],
  ["Enable -Disable", true],
  ["-Enable", false],
  ["?PlayPrompt ?Enable", true],
  ["?PlayPrompt ?GetInput", false],
  ['{ $.ContactFlowModuleType = "SetRecordingBehavior" }', true],
  ["{$.ContactFlowModuleType=SetRecordingBehavior}", true],
  ['{ $.ContactFlowModuleType = "Set*" }', true],
  ['{ $.ContactFlowModuleType = "Set" }', false],
  ['{ $.ContactFlowModuleType != "Play*" }', true],
  ['{ $.Missing != "x" }', false],
  ['{ $.Parameters.RecordingBehaviorOption = "Enable" }', true],
  ["{ $.Parameters.Steps[1] = b }", true],
  ["{ $.Parameters.N = 2 }", true],
  ["{ $.Parameters.N >= 2 && $.Parameters.N < 3 }", true],
  ["{ $.Parameters.N > 2 }", false],
  ["{ $.Parameters.Text > 1 }", false],
  ["{ $.Nothing IS NULL }", true],
  ["{ $.Yes IS TRUE }", true],
  ["{ $.Yes IS FALSE }", false],
  ["{ $.Yes EXISTS }", true],
  ["{ $.Missing NOT EXISTS }", true],
  ["{ $.Yes NOT EXISTS }", false],
  ["{ $.a = 1 || $.b = 2 || $.Yes IS TRUE }", true],
  ["{ $.Yes IS TRUE || $.a = 1 && $.b = 2 }", true],
  ["{ ($.Yes IS TRUE || $.a = 1) && $.b = 2 }", false],
])("%s matches: %s", (pattern, expected) => {
  expect(compileFilterPattern("FlowLog", pattern)(LINE)).toBe(expected);
});

it("a condition matches no line that is not JSON", () => {
  expect(compileFilterPattern("FlowLog", "{ $.a NOT EXISTS }")("no JSON")).toBe(false);
});

it.each([
  "%Set.*%",
  "[ip, user]",
  "{ $.a = 1",
  "{ a = 1 }",
  "{ $.a ~ 1 }",
  "{ $.a IS ODD }",
  "{ $.a < b }",
  "{ ($.a = 1 }",
  "{ $.a = 1 $.b = 2 }",
  "{ $.a = }",
  "{ }",
])("refuses %s, naming the filter", (pattern) => {
  expect(() => compileFilterPattern("FlowLog", pattern)).toThrow(
    `FlowLog: filter pattern ${pattern}`,
  );
});
