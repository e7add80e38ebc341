import { describe, expect, it } from "vitest";
import { readTestCase } from "./read-test-case.ts";

const EVENT = { Identifier: "e", Type: "TestInitiated", Actor: "System", Properties: {} };
const END = { ActionType: "TestControl", Command: { Type: "EndTest" } };

function read(given: object) {
  const Transitions = { NextObservations: [] };
  const observation = { Identifier: "start", Event: EVENT, Actions: [], Transitions, ...given };
  return readTestCase(JSON.stringify({ Version: "2019-10-30", Observations: [observation] }));
}

function severities({ findings }: ReturnType<typeof readTestCase>): readonly string[] {
  return findings.map(({ severity, pointer }) => `${severity} ${pointer}`);
}

function eventOf(Type: string, ActionType: string, ActionParameters: object) {
  const Event = { ...EVENT, Type, Properties: { ActionType, ActionParameters } };
  return read({ Event });
}

describe("an event of a flow's action", () => {
  it.each([
    ["under another name", { FunctionArn: "arn:other" }],
    ["not at all", {}],
  ])("whose resource is named %s is an error", (_, parameters) => {
    const { test, findings } = eventOf("FlowActionStarted", "InvokeLambdaFunction", parameters);
    expect(test).toBeUndefined();
    expect(findings[0]?.fix).toBe("add LambdaFunctionARN");
  });

  it("may be of an agent's queue, or of an agent of Agentic CX", () => {
    const queue = eventOf("FlowActionStarted", "TransferContactToQueue", { AgentId: "ana" });
    expect(queue.test?.observations[0]?.event).toMatchObject({ resource: "ana", isAgent: true });
    const AgentConfiguration = { WorkspaceId: "w", ApplicationId: "a", Alias: "x" };
    const type = "ConnectParticipantWithAgenticCX";
    const agent = eventOf("FlowActionCompleted", type, { AgentConfiguration });
    expect(agent.findings).toEqual([]);
    expect(agent.test?.observations[0]?.event).toMatchObject({ resource: "w/a/x" });
    const nameless = eventOf("FlowActionCompleted", type, { AgentConfiguration: { Alias: "x" } });
    expect(nameless.findings.map(({ severity }) => severity)).toEqual(["error", "error"]);
  });
});

describe("the actions of an observation", () => {
  const step = (Identifier: string, NextAction?: string) => ({
    Identifier,
    Type: "TestControl",
    Parameters: END,
    Transitions: NextAction === undefined ? {} : { NextAction },
  });
  const orderOf = (...actions: readonly object[]) =>
    read({ Actions: actions }).test?.observations[0]?.actions.map(({ id }) => id);

  it("follow one another as their NextAction says, else as they stand there", () => {
    expect(orderOf(step("a"), step("b"), step("c"))).toEqual(["a", "b", "c"]);
    expect(orderOf(step("end"), step("check", "end"))).toEqual(["check", "end"]);
    expect(orderOf(step("a", "c"), step("b", ""), step("c"))).toEqual(["a", "c", "b"]);
  });

  it("that lead to none, or round, are errors", () => {
    const dangling = read({ Actions: [step("a", "nowhere")] });
    expect(severities(dangling)).toEqual([
      "error /Observations/0/Actions/0/Transitions/NextAction",
    ]);
    const round = read({ Actions: [step("a", "b"), step("b", "a")] });
    expect(severities(round)).toEqual(["error /Observations/0/Actions/0"]);
  });
});
