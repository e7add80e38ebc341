import { describe, expect, it } from "vitest";
import { loadMachine, readMachine } from "./machine.ts";
import { InvalidDefinitionError } from "./refused.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:f";
const TOKEN = "arn:aws:states:::lambda:invoke.waitForTaskToken";
const FLOW = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };

function refusal(definition: string | object): InvalidDefinitionError {
  try {
    readMachine(definition);
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return error;
    throw error;
  }
  throw new Error("the definition was not refused");
}

/** A machine with one state X and a state it may lead to. */
function withState(state: object): object {
  return {
    QueryLanguage: "JSONata",
    StartAt: "X",
    States: { X: { Next: "End", ...state }, End: { Type: "Succeed" } },
  };
}

const task = { Type: "Task", Resource: FUNCTION };
const pass = { Type: "Pass" };
const all = ["States.ALL"];

describe("a machine is refused before anything runs, with state, field and reason:", () => {
  it.each<[string, object, string, RegExp]>([
    ["JSONPath in one state", { ...pass, QueryLanguage: "JSONPath" }, "QueryLanguage", /JSONata only/],
    ["a field of JSONPath", { ...pass, ResultPath: "$.x" }, "ResultPath", /belongs to JSONPath/],
    ["a field nobody knows", { ...pass, Otput: 1 }, "Otput", /not a field/],
    ["a type nobody knows", { Type: "Loop" }, "Type", /expected one of Task/],
    ["no type", {}, "Type", /is required/],
    ["a missing target", { ...pass, Next: "Nowhere" }, "Next", /there is no state "Nowhere"/],
    ["Next and End", { ...pass, End: true }, "End", /beside Next/],
    ["End that is not true", { ...pass, Next: undefined, End: false }, "End", /expected true/],
    ["an expression that does not parse", { ...pass, Output: { a: ["{% 1 + %}"] } }, "Output", /does not parse: S0/],
    ["half an expression", { ...pass, Output: { a: "{% 1" } }, "Output/a", /starts with \{% and ends with/],
    ["$eval", { ...pass, Output: "{% $eval('1') %}" }, "Output", /\$eval/],
    ["Assign that is no object", { ...pass, Assign: [] }, "Assign", /object of variables/],
    ["a variable named states", { ...pass, Assign: { states: 1 } }, "Assign.states", /belongs to/],
    ["a bad variable name", { ...pass, Assign: { "a-b": 1 } }, "Assign.a-b", /not a name/],
    ["an unknown resource", { ...task, Resource: "arn:aws:states:::sns:publish" }, "Resource", /not a supported resource/],
    [".sync", { ...task, Resource: "arn:aws:states:::states:startExecution.sync" }, "Resource", /\.sync/],
    ["an activity", { ...task, Resource: "arn:aws:states:us-east-1:111111111111:activity:a" }, "Resource", /activities/],
    ["a placeholder left over", { ...task, Resource: "${Function}" }, "Resource", /placeholder/],
    ["Credentials", { ...task, Credentials: {} }, "Credentials", /not a field/],
    ["a heartbeat without a token", { ...task, HeartbeatSeconds: 5 }, "HeartbeatSeconds", /only a task that waits/],
    ["a heartbeat longer than the timeout", { ...task, Resource: TOKEN, TimeoutSeconds: 10, HeartbeatSeconds: 11 }, "HeartbeatSeconds", /smaller than TimeoutSeconds/],
    ["a timeout that is no number", { ...task, TimeoutSeconds: "10" }, "TimeoutSeconds", /expected integer/],
    ["a timeout of 0", { ...task, TimeoutSeconds: 0 }, "TimeoutSeconds", /expected integer/],
    ["Retry that is no array", { ...task, Retry: {} }, "Retry", /expected an array/],
    ["a retrier without errors", { ...task, Retry: [{}] }, "Retry[0].ErrorEquals", /at least one/],
    ["States.ALL before others in Retry", { ...task, Retry: [{ ErrorEquals: all }, { ErrorEquals: ["A"] }] }, "Retry[0].ErrorEquals", /last entry/],
    ["States.ALL before others in Catch", { ...task, Catch: [{ ErrorEquals: all, Next: "End" }, { ErrorEquals: ["A"], Next: "End" }] }, "Catch[0].ErrorEquals", /last entry/],
    ["States.ALL beside others", { ...task, Retry: [{ ErrorEquals: ["A", ...all] }] }, "Retry[0].ErrorEquals", /alone/],
    ["an error name of States that is none", { ...task, Retry: [{ ErrorEquals: ["States.Tiemout"] }] }, "Retry[0].ErrorEquals", /not an error name/],
    ["a negative interval", { ...task, Retry: [{ ErrorEquals: all, IntervalSeconds: -1 }] }, "Retry[0].IntervalSeconds", /from 1/],
    ["half an attempt", { ...task, Retry: [{ ErrorEquals: all, MaxAttempts: 1.5 }] }, "Retry[0].MaxAttempts", /whole/],
    ["a rate below 1", { ...task, Retry: [{ ErrorEquals: all, BackoffRate: 0.5 }] }, "Retry[0].BackoffRate", /from 1/],
    ["a maximum below the interval", { ...task, Retry: [{ ErrorEquals: all, IntervalSeconds: 9, MaxDelaySeconds: 5 }] }, "Retry[0].MaxDelaySeconds", /greater than/],
    ["an unknown jitter", { ...task, Retry: [{ ErrorEquals: all, JitterStrategy: "HALF" }] }, "Retry[0].JitterStrategy", /FULL or NONE/],
    ["a field a retrier does not have", { ...task, Retry: [{ ErrorEquals: all, Jitter: 1 }] }, "Retry[0].Jitter", /not a field/],
    ["a catcher to nowhere", { ...task, Catch: [{ ErrorEquals: all, Next: "Gone" }] }, "Catch[0].Next", /no state "Gone"/],
    ["Retry on a Pass", { ...pass, Retry: [] }, "Retry", /not a field/],
    ["a Wait for nothing", { Type: "Wait" }, "Seconds", /is required/],
    ["a Wait for two things", { Type: "Wait", Seconds: 1, Timestamp: "2026-01-01T00:00:00Z" }, "Timestamp", /beside Seconds/],
    ["an instant that is none", { Type: "Wait", Timestamp: "tomorrow" }, "Timestamp", /expected 2026/],
    ["a Choice without rules", { Type: "Choice", Next: undefined, Choices: [] }, "Choices", /at least one/],
    ["a rule without a condition", { Type: "Choice", Next: undefined, Choices: [{ Next: "End" }] }, "Choices[0].Condition", /is required/],
    ["a rule of JSONPath", { Type: "Choice", Next: undefined, Choices: [{ Condition: true, Variable: "$.a", Next: "End" }] }, "Choices[0].Variable", /belongs to JSONPath/],
    ["a condition that is a text", { Type: "Choice", Next: undefined, Choices: [{ Condition: "yes", Next: "End" }] }, "Choices[0].Condition", /expected boolean/],
    ["a Parallel without branches", { Type: "Parallel", Branches: [] }, "Branches", /at least one/],
    ["a branch that is none", { Type: "Parallel", Branches: [FLOW, 1] }, "Branches[1]", /StartAt and States/],
    ["a branch that starts nowhere", { Type: "Parallel", Branches: [{ ...FLOW, StartAt: "Z" }] }, "Branches[0].StartAt", /no state "Z"/],
    ["a field a branch does not have", { Type: "Parallel", Branches: [{ ...FLOW, TimeoutSeconds: 1 }] }, "Branches[0].TimeoutSeconds", /not a field/],
    ["a distributed Map", { Type: "Map", ItemProcessor: { ...FLOW, ProcessorConfig: { Mode: "DISTRIBUTED" } } }, "ItemProcessor.ProcessorConfig.Mode", /only INLINE/],
    ["an ItemReader", { Type: "Map", ItemProcessor: FLOW, ItemReader: {} }, "ItemReader", /distributed/],
    ["an Iterator", { Type: "Map", Iterator: FLOW }, "Iterator", /old name/],
    ["a Map without a processor", { Type: "Map" }, "ItemProcessor", /StartAt and States/],
    ["Items that are no array", { Type: "Map", ItemProcessor: FLOW, Items: { a: 1 } }, "Items", /expected array/],
    ["a Fail that goes on", { Type: "Fail" }, "Next", /not a field/],
    ["Assign on Succeed", { Type: "Succeed", Next: undefined, Assign: {} }, "Assign", /not a field/],
  ])("%s", (_, state, field, reason) => {
    const refused = refusal(withState(state));
    expect({ state: refused.state, field: refused.field }).toEqual({ state: "X", field });
    expect(refused.reason).toMatch(reason);
    expect(refused.message).toContain(`state "X", field "${field}"`);
  });

  it("names the state inside a branch", () => {
    const inner = { StartAt: "I", States: { I: { Type: "Pass", Resource: 1, End: true } } };
    expect(refusal(withState({ Type: "Parallel", Branches: [inner] }))).toMatchObject({
      state: "I",
      field: "Resource",
    });
  });

  it("a variable of an outer flow set inside", () => {
    const inner = { StartAt: "I", States: { I: { ...pass, Assign: { x: 1 }, End: true } } };
    const outer = withState({ Type: "Parallel", Branches: [inner], Assign: { x: 2 } });
    expect(refusal(outer)).toMatchObject({ state: "I", field: "Assign.x" });
  });

  it("two states of one name", () => {
    const inner = { StartAt: "End", States: { End: { Type: "Succeed" } } };
    expect(refusal(withState({ Type: "Parallel", Branches: [inner] }))).toMatchObject({
      state: "End",
      field: "States",
    });
  });

  it("a state that nothing leads to", () => {
    expect(refusal(withState({ ...pass, Next: undefined, End: true }))).toMatchObject({
      state: "End",
      reason: "no state leads to this one",
    });
  });

  it.each<[string, string | object, string]>([
    ["no JSON", "{", "definition"],
    ["no object", "[]", "definition"],
    ["no StartAt", { QueryLanguage: "JSONata", States: {} }, "StartAt"],
    ["no States", { QueryLanguage: "JSONata", StartAt: "X" }, "States"],
    ["StartAt nowhere", { ...withState(pass), StartAt: "Y" }, "StartAt"],
    ["a field a machine does not have", { ...withState(pass), Timeout: 1 }, "Timeout"],
    ["a timeout of half a second", { ...withState(pass), TimeoutSeconds: 0.5 }, "TimeoutSeconds"],
    ["another version", { ...withState(pass), Version: "2.0" }, "Version"],
  ])("%s, in the machine itself", (_, definition, field) => {
    expect(refusal(definition)).toMatchObject({ state: undefined, field });
  });

  it("JSONPath for the whole machine, at its first state", () => {
    const { QueryLanguage: _, ...definition } = withState(pass) as Record<string, unknown>;
    expect(refusal(definition)).toMatchObject({ state: "X", field: "QueryLanguage" });
  });
});

describe("asl-validator", () => {
  it("looks at what this engine would run, empty texts included", async () => {
    const definition = withState({ ...pass, Assign: { a: "" }, Output: { b: "" } });
    await expect(loadMachine(definition)).resolves.toMatchObject({ timeoutSeconds: undefined });
  }, 60_000);
});
