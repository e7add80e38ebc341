import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTestCase, UnreadableTestError } from "./read-test-case.ts";

const EVENT = { Identifier: "e", Type: "TestInitiated", Actor: "System", Properties: {} };

function observation(given: object = {}): object {
  return {
    Identifier: "start",
    Event: EVENT,
    Actions: [],
    Transitions: { NextObservations: [] },
    ...given,
  };
}

function read(observations: readonly object[], top: object = {}) {
  const file = { Version: "2019-10-30", Metadata: {}, Observations: observations, ...top };
  return readTestCase(JSON.stringify(file));
}

function said(properties: object, beside: object = {}) {
  const Event = { ...EVENT, Type: "MessageReceived", Properties: properties, ...beside };
  return read([observation({ Event, Actions: [action("TestControl", END)] })]);
}

const END = { ActionType: "TestControl", Command: { Type: "EndTest" } };

function action(Type: string, Parameters: object): object {
  return {
    Identifier: "a",
    Type,
    Parameters: { ActionType: Type, ...Parameters },
    Transitions: {},
  };
}

function acted(Type: string, Parameters: object) {
  return read([observation({ Actions: [action(Type, Parameters)] })]);
}

function severities({ findings }: ReturnType<typeof readTestCase>): readonly string[] {
  return findings.map(({ severity, pointer }) => `${severity} ${pointer}`);
}

describe("a test", () => {
  it("of one observation is read whole", () => {
    const { test, findings } = read([observation({ Actions: [action("TestControl", END)] })]);
    expect(findings).toEqual([]);
    expect(test?.observations).toMatchObject([
      { id: "start", event: { type: "TestInitiated" }, usage: { type: "Exactly", times: 1 } },
    ]);
  });

  it("tells its name, entry point and initial attributes in its Metadata", () => {
    const { test } = read([observation()], {
      Metadata: {
        name: "no input",
        entryPoint: { Type: "VOICE_CALL", VoiceCallEntryPointParameters: { FlowId: "entry" } },
        initializationData: '{"Attributes":{"tier":"gold"}}',
      },
    });
    expect(test).toMatchObject({
      name: "no input",
      entryPoint: { type: "VOICE_CALL", flowId: "entry" },
      attributes: { tier: "gold" },
    });
  });

  it("may begin with a byte order mark, as a flow may", () => {
    const text = JSON.stringify({ Version: "2019-10-30", Observations: [observation()] });
    expect(readTestCase(`\uFEFF${text}`).test).toBeDefined();
  });

  it.each(["", "{", "[]", "{}", '{"Actions":[]}'])("is not %j", (text) => {
    expect(() => readTestCase(text)).toThrow(UnreadableTestError);
  });
});

describe("the older dialect is read, and is not upload-safe:", () => {
  it("the version", () => {
    const old = read([observation()], { Version: "2025-06-21" });
    expect(old.test).toBeDefined();
    expect(severities(old)).toEqual(["upload /Version"]);
  });

  it("MatchingCriteria beside Properties, and as a text", () => {
    const beside = said({ Text: "hello" }, { MatchingCriteria: "Inclusion" });
    expect(beside.test?.observations[0]?.event).toMatchObject({ matching: "Inclusion" });
    expect(severities(beside)).toEqual(["upload /Observations/0/Event/MatchingCriteria"]);
    const text = said({ Text: "hello", MatchingCriteria: "Inclusion" });
    expect(severities(text)).toEqual(["upload /Observations/0/Event/Properties/MatchingCriteria"]);
    const object = said({ Text: "hello", MatchingCriteria: { Type: "Inclusion" } });
    expect(severities(object)).toEqual([]);
  });

  it("Usage, in either spelling", () => {
    const { test, findings } = read([observation({ Usage: { Type: "AT_LEAST", Times: 2 } })]);
    expect(test?.observations[0]?.usage).toEqual({ type: "AtLeast", times: 2 });
    expect(findings[0]?.severity).toBe("upload");
  });

  it("NextActions", () => {
    const old = read([
      observation({ Transitions: { NextActions: ["b"] } }),
      observation({ Identifier: "b" }),
    ]);
    expect(old.test?.observations[0]?.next).toEqual(["b"]);
    expect(severities(old)).toEqual(["upload /Observations/0/Transitions/NextActions"]);
  });

  it("TextUtterance", () => {
    const Instruction = { Type: "TextUtterance", Properties: { Text: "balance" } };
    const old = acted("SendInstruction", { Actor: "Customer", Instruction });
    expect(old.test?.observations[0]?.actions).toMatchObject([
      { instruction: { type: "Utterance", text: "balance" } },
    ]);
    expect(severities(old)).toHaveLength(2);
  });

  it("Exists, and hours that are mocked", () => {
    expect(
      severities(acted("Assert", { Namespace: "$.Attributes.x", Operator: "Exists" })),
    ).toEqual(["upload /Observations/0/Actions/0/Parameters/Operator"]);
    const Strategy = {
      Type: "MockResponse",
      Response: { Type: "ExecutionResult", ExecutionResult: { Value: "InHours" } },
    };
    const hours = override("CheckHoursOfOperation", { HoursOfOperationId: "h" }, Strategy);
    expect(hours.test).toBeDefined();
    expect(hours.findings.map(({ severity }) => severity)).toEqual(["upload"]);
  });
});

function override(ActionType: string, ActionParameters: object, Strategy: object) {
  const Properties = { ActionType, ActionParameters, Strategy };
  return acted("OverrideSystemBehavior", { Behavior: { Type: "FlowAction", Properties } });
}

describe("an action", () => {
  it.each([
    [5, "5"],
    ["5", "5"],
    ["12#", "12#"],
    ["*", "*"],
  ])("presses %j", (Value, keys) => {
    const Instruction = { Type: "DtmfInput", Properties: { Value } };
    const { test } = acted("SendInstruction", { Actor: "Customer", Instruction });
    expect(test?.observations[0]?.actions).toMatchObject([{ instruction: { keys } }]);
  });

  it("mocks a Lambda's answer, written as LoadedData or as Value", () => {
    for (const name of ["LoadedData", "Value"]) {
      const { test } = override(
        "InvokeLambdaFunction",
        { LambdaFunctionARN: "arn" },
        {
          Type: "MockResponse",
          Response: { Type: "ExecutionResult", ExecutionResult: { [name]: '{"a":"b"}' } },
        },
      );
      expect(test?.observations[0]?.actions).toMatchObject([
        { override: { resource: "arn", strategy: { type: "MockResult", value: { a: "b" } } } },
      ]);
    }
  });

  it("mocks only the errors that the action can end with", () => {
    const error = (Value: string) => ({
      Type: "MockResponse",
      Response: { Type: "Error", Error: { Value, DelaySeconds: 3 } },
    });
    const queue = override("TransferContactToQueue", { QueueId: "q" }, error("QueueAtCapacity"));
    expect(queue.test).toBeDefined();
    const lambda = override(
      "InvokeLambdaFunction",
      { LambdaFunctionARN: "arn" },
      error("QueueAtCapacity"),
    );
    expect(lambda.test).toBeUndefined();
    expect(lambda.findings[0]?.message).toMatch(/TimeLimitExceeded, NoMatchingError/);
  });

  it.each([
    ["SendInstruction", { Instruction: { Type: "DtmfInput", Properties: { Value: "1a" } } }],
    ["SendInstruction", { Instruction: { Type: "Whistle" } }],
    ["Assert", { Namespace: "Attributes.x", Operator: "Equals", Operand: "1" }],
    ["Assert", { Namespace: "$.Attributes.x", Operator: "NotEquals", Operand: "1" }],
    ["Assert", { Namespace: "$.Attributes.x", Operator: "Equals" }],
    ["TestControl", { Command: { Type: "Sleep" } }],
    ["Sing", {}],
  ])("%s %j is an error", (type, parameters) => {
    const { test, findings } = acted(type, parameters);
    expect(test).toBeUndefined();
    expect(findings.some(({ severity }) => severity === "error")).toBe(true);
  });
});

describe("what Connect may refuse is not upload-safe:", () => {
  it.each<[string, object, object, string]>([
    [
      "two actions of one name",
      { Actions: [1, 2].map(() => action("TestControl", END)) },
      {},
      "/Actions/1/Identifier",
    ],
    [
      "another type in the parameters",
      { Actions: [action("TestControl", { ...END, ActionType: "Assert" })] },
      {},
      "/Actions/0/Parameters/ActionType",
    ],
    ["an event without an actor", { Event: { ...EVENT, Actor: undefined } }, {}, "/Event/Actor"],
    ["a member that no document has", { Foo: 1 }, {}, "/Foo"],
  ])("%s", (_, given, top, place) => {
    expect(severities(read([observation(given)], top))).toEqual([`upload /Observations/0${place}`]);
  });

  it("a number that is not in E.164, and what is beside the observations", () => {
    const VoiceCallEntryPointParameters = { FlowId: "entry", SourcePhoneNumber: "12" };
    const Metadata = { entryPoint: { Type: "VOICE_CALL", VoiceCallEntryPointParameters } };
    expect(severities(read([observation()], { Metadata, Bar: 2 }))).toEqual([
      "upload /Bar",
      "upload /Metadata/entryPoint/VoiceCallEntryPointParameters/SourcePhoneNumber",
    ]);
  });

  it("a threshold of likeness", () => {
    const MatchingCriteria = { Type: "Similarity", Threshold: 0.1 };
    expect(severities(said({ Text: "hello", MatchingCriteria }))).toEqual([
      "upload /Observations/0/Event/Properties/MatchingCriteria/Threshold",
    ]);
  });
});

describe("observations", () => {
  it("that are missing, doubled or never begun are errors", () => {
    const next = (...NextObservations: string[]) => ({ Transitions: { NextObservations } });
    expect(read([observation(next("nobody"))]).findings[0]?.message).toMatch(/"nobody"/);
    expect(read([observation(), observation()]).findings[0]?.message).toMatch(/two observations/);
    const circle = read([
      observation(),
      observation({ Identifier: "b", ...next("c") }),
      observation({ Identifier: "c", ...next("b") }),
    ]);
    expect(circle.findings.map(({ message }) => message).join()).toMatch(/"b" follows only itself/);
  });
});

it("whatever JSON comes, reading ends with findings and never with another error", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (observations, metadata) => {
      const file = { Version: "2019-10-30", Metadata: metadata, Observations: observations };
      const { test, findings } = readTestCase(JSON.stringify(file));
      if (test === undefined) expect(findings.length).toBeGreaterThan(0);
    }),
  );
});
