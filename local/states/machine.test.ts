import { describe, expect, it } from "vitest";
import { aDefinition, refusalOf } from "./a-machine.ts";
import { readMachine } from "./machine.ts";

const pass = { Type: "Pass" };

describe("a machine is refused before anything runs, with state, field and reason:", () => {
  it.each<[string, object, string, RegExp]>([
    [
      "JSONPath in one state",
      { ...pass, QueryLanguage: "JSONPath" },
      "QueryLanguage",
      /JSONata only/,
    ],
    ["a field of JSONPath", { ...pass, ResultPath: "$.x" }, "ResultPath", /belongs to JSONPath/],
    ["a field nobody knows", { ...pass, Otput: 1 }, "Otput", /not a field/],
    ["a type nobody knows", { Type: "Loop" }, "Type", /expected one of Task/],
    ["no type", {}, "Type", /is required/],
    ["a missing target", { ...pass, Next: "Nowhere" }, "Next", /there is no state "Nowhere"/],
    ["Next and End", { ...pass, End: true }, "End", /beside Next/],
    ["End that is not true", { ...pass, Next: undefined, End: false }, "End", /expected true/],
    [
      "an expression that does not parse",
      { ...pass, Output: { a: ["{% 1 + %}"] } },
      "Output",
      /does not parse: S0/,
    ],
    [
      "half an expression",
      { ...pass, Output: { a: "{% 1" } },
      "Output/a",
      /starts with \{% and ends with/,
    ],
    ["$eval", { ...pass, Output: "{% $eval('1') %}" }, "Output", /\$eval/],
    ["?? of a newer JSONata", { ...pass, Output: "{% $x ?? 1 %}" }, "Output", /uses \?\?.*2\.0\.6/],
    ["?: of a newer JSONata", { ...pass, Output: ["{% 1 ?: 2 %}"] }, "Output", /uses \?:/],
    [
      "a result where there is none",
      { ...pass, Output: "{% $states.result %}" },
      "Output",
      /\$states\.result.*Task/,
    ],
    [
      "an error's output where there is none",
      { ...pass, Assign: { e: "{% $states.errorOutput.Cause %}" } },
      "Assign",
      /errorOutput.*Catch/,
    ],
    ["Assign that is no object", { ...pass, Assign: [] }, "Assign", /object of variables/],
    ["a variable named states", { ...pass, Assign: { states: 1 } }, "Assign.states", /belongs to/],
    ["a bad variable name", { ...pass, Assign: { "a-b": 1 } }, "Assign.a-b", /not a name/],
    ["Retry on a Pass", { ...pass, Retry: [] }, "Retry", /not a field/],
  ])("%s", (_, state, field, reason) => {
    const refused = refusalOf(aDefinition(state));
    expect({ state: refused.state, field: refused.field }).toEqual({ state: "X", field });
    expect(refused.reason).toMatch(reason);
    expect(refused.message).toContain(`state "X", field "${field}"`);
  });

  it("names the state inside a branch", () => {
    const inner = { StartAt: "I", States: { I: { Type: "Pass", Resource: 1, End: true } } };
    expect(refusalOf(aDefinition({ Type: "Parallel", Branches: [inner] }))).toMatchObject({
      state: "I",
      field: "Resource",
    });
  });

  it("a variable of an outer flow set inside", () => {
    const inner = { StartAt: "I", States: { I: { ...pass, Assign: { x: 1 }, End: true } } };
    const outer = aDefinition({ Type: "Parallel", Branches: [inner], Assign: { x: 2 } });
    expect(refusalOf(outer)).toMatchObject({ state: "I", field: "Assign.x" });
  });

  it("two states of one name", () => {
    const inner = { StartAt: "End", States: { End: { Type: "Succeed" } } };
    expect(refusalOf(aDefinition({ Type: "Parallel", Branches: [inner] }))).toMatchObject({
      state: "End",
      field: "States",
    });
  });

  it("a state that nothing leads to", () => {
    expect(refusalOf(aDefinition({ ...pass, Next: undefined, End: true }))).toMatchObject({
      state: "End",
      reason: "no state leads to this one",
    });
  });

  it("a flow that never ends", () => {
    const states = { X: { ...pass, Next: "Y" }, Y: { ...pass, Next: "X" } };
    expect(refusalOf({ QueryLanguage: "JSONata", StartAt: "X", States: states })).toMatchObject({
      field: "States",
      reason: expect.stringContaining("no state ends"),
    });
  });

  it.each<[string, string | object, string]>([
    ["no JSON", "{", "definition"],
    ["no object", "[]", "definition"],
    ["no StartAt", { QueryLanguage: "JSONata", States: {} }, "StartAt"],
    ["no States", { QueryLanguage: "JSONata", StartAt: "X" }, "States"],
    ["StartAt nowhere", { ...aDefinition(pass), StartAt: "Y" }, "StartAt"],
    ["a field a machine does not have", { ...aDefinition(pass), Timeout: 1 }, "Timeout"],
    ["a timeout of half a second", { ...aDefinition(pass), TimeoutSeconds: 0.5 }, "TimeoutSeconds"],
    ["another version", { ...aDefinition(pass), Version: "2.0" }, "Version"],
  ])("%s, in the machine itself", (_, definition, field) => {
    expect(refusalOf(definition)).toMatchObject({ state: undefined, field });
  });

  it("JSONPath for the whole machine, at its first state", () => {
    const { QueryLanguage: _, ...definition } = aDefinition(pass) as Record<string, unknown>;
    expect(refusalOf(definition)).toMatchObject({ state: "X", field: "QueryLanguage" });
  });
});

describe("a machine may have", () => {
  const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:111111111111:function:f" };

  it.each<[string, object]>([
    ["any JSON as Output", { ...pass, Output: "done" }],
    ["null as Output", { ...pass, Output: null }],
    ["a list as Output", { ...pass, Output: ["{% 1 %}", []] }],
    ["an empty text", { ...pass, Output: { b: "" }, Assign: { a: "" } }],
    ["an expression of several lines", { ...pass, Output: "{%\n  1 +\n  2\n%}" }],
    ["a number as Arguments", { ...task, Arguments: 5 }],
    [
      "a condition that is true",
      { Type: "Choice", Next: undefined, Choices: [{ Condition: true, Next: "End" }] },
    ],
    ["ordinary conditions", { ...pass, Output: "{% $exists($x) ? $x : '??' & '?:' %}" }],
    ["a result where there is one", { ...task, Output: "{% $states.result %}" }],
    [
      "an error's output where there is one",
      {
        ...task,
        Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "End" }],
      },
    ],
  ])("%s", (_, state) => {
    expect(readMachine(aDefinition(state))).toMatchObject({ timeoutSeconds: undefined });
  });
});
