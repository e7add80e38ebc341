import { describe, expect, it } from "vitest";
import { aDefinition, refusalOf } from "./a-machine.ts";

const FLOW = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };

describe("a state is refused before anything runs:", () => {
  it.each<[string, object, string, RegExp]>([
    ["a Wait for nothing", { Type: "Wait" }, "Seconds", /is required/],
    [
      "a Wait for two things",
      { Type: "Wait", Seconds: 1, Timestamp: "2026-01-01T00:00:00Z" },
      "Timestamp",
      /beside Seconds/,
    ],
    [
      "an instant that is none",
      { Type: "Wait", Timestamp: "tomorrow" },
      "Timestamp",
      /expected 2026/,
    ],
    [
      "a Choice without rules",
      { Type: "Choice", Next: undefined, Choices: [] },
      "Choices",
      /at least one/,
    ],
    [
      "a rule without a condition",
      { Type: "Choice", Next: undefined, Choices: [{ Next: "End" }] },
      "Choices[0].Condition",
      /is required/,
    ],
    [
      "a rule of JSONPath",
      {
        Type: "Choice",
        Next: undefined,
        Choices: [{ Condition: true, Variable: "$.a", Next: "End" }],
      },
      "Choices[0].Variable",
      /belongs to JSONPath/,
    ],
    [
      "a condition that is a text",
      { Type: "Choice", Next: undefined, Choices: [{ Condition: "yes", Next: "End" }] },
      "Choices[0].Condition",
      /expected boolean/,
    ],
    ["a Parallel without branches", { Type: "Parallel", Branches: [] }, "Branches", /at least one/],
    [
      "a branch that is none",
      { Type: "Parallel", Branches: [FLOW, 1] },
      "Branches[1]",
      /StartAt and States/,
    ],
    [
      "a branch that starts nowhere",
      { Type: "Parallel", Branches: [{ ...FLOW, StartAt: "Z" }] },
      "Branches[0].StartAt",
      /no state "Z"/,
    ],
    [
      "a field a branch does not have",
      { Type: "Parallel", Branches: [{ ...FLOW, TimeoutSeconds: 1 }] },
      "Branches[0].TimeoutSeconds",
      /not a field/,
    ],
    [
      "a distributed Map",
      { Type: "Map", ItemProcessor: { ...FLOW, ProcessorConfig: { Mode: "DISTRIBUTED" } } },
      "ItemProcessor.ProcessorConfig.Mode",
      /only INLINE/,
    ],
    [
      "an ItemReader",
      { Type: "Map", ItemProcessor: FLOW, ItemReader: {} },
      "ItemReader",
      /distributed/,
    ],
    ["an Iterator", { Type: "Map", Iterator: FLOW }, "Iterator", /old name/],
    ["a Map without a processor", { Type: "Map" }, "ItemProcessor", /StartAt and States/],
    [
      "Items that are no array",
      { Type: "Map", ItemProcessor: FLOW, Items: { a: 1 } },
      "Items",
      /expected array/,
    ],
    ["a Fail that goes on", { Type: "Fail" }, "Next", /not a field/],
    [
      "Assign on Succeed",
      { Type: "Succeed", Next: undefined, Assign: {} },
      "Assign",
      /not a field/,
    ],
  ])("%s", (_, state, field, reason) => {
    const refused = refusalOf(aDefinition(state));
    expect({ state: refused.state, field: refused.field }).toEqual({ state: "X", field });
    expect(refused.reason).toMatch(reason);
    expect(refused.message).toContain(`state "X", field "${field}"`);
  });
});
