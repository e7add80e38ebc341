import { LINE, LOOKUP, SERVICE_QUEUE } from "./a-line.ts";

export type Step = { readonly Event: object; readonly Actions: readonly object[] };

/** A test whose observations follow one another. */
export function testCase(steps: readonly Step[], metadata: object): object {
  return {
    Version: "2019-10-30",
    Metadata: {
      entryPoint: {
        Type: "VOICE_CALL",
        VoiceCallEntryPointParameters: {
          FlowId: LINE,
          SourcePhoneNumber: "+6421555010",
        },
      },
      ...metadata,
    },
    Observations: steps.map((step, index) => ({
      Identifier: `o${index + 1}`,
      ...step,
      Transitions: { NextObservations: index + 1 < steps.length ? [`o${index + 2}`] : [] },
    })),
  };
}

function step(Type: string, Properties: object, Actions: readonly object[]): Step {
  return { Event: { Identifier: "e", Type, Actor: "System", Properties }, Actions };
}

let actions = 0;

function action(Type: string, Parameters: object): object {
  actions += 1;
  return {
    Identifier: `a${actions}`,
    Type,
    Parameters: { ActionType: Type, ...Parameters },
    Transitions: {},
  };
}

export function begins(...actions: readonly object[]): Step {
  return step("TestInitiated", {}, actions);
}

export function hears(Text: string, ...actions: readonly object[]): Step {
  return step("MessageReceived", { Text, MatchingCriteria: { Type: "Inclusion" } }, actions);
}

export function hearsLike(Text: string, ...actions: readonly object[]): Step {
  return step("MessageReceived", { Text, MatchingCriteria: { Type: "Similarity" } }, actions);
}

export function lookUpStarts(...actions: readonly object[]): Step {
  const ActionParameters = { LambdaFunctionARN: LOOKUP };
  return step(
    "FlowActionStarted",
    { ActionType: "InvokeLambdaFunction", ActionParameters },
    actions,
  );
}

export function lookUpCompletes(...actions: readonly object[]): Step {
  const ActionParameters = { LambdaFunctionARN: LOOKUP };
  return step(
    "FlowActionCompleted",
    { ActionType: "InvokeLambdaFunction", ActionParameters },
    actions,
  );
}

export function queued(...actions: readonly object[]): Step {
  const ActionParameters = { QueueId: SERVICE_QUEUE };
  return step(
    "FlowActionStarted",
    { ActionType: "TransferContactToQueue", ActionParameters },
    actions,
  );
}

export function presses(Value: number | string): object {
  const Instruction = { Type: "DtmfInput", Properties: { Value } };
  return action("SendInstruction", { Actor: "Customer", Instruction });
}

export const HANGS_UP: object = action("SendInstruction", {
  Actor: "Customer",
  Instruction: { Type: "Disconnect" },
});

export const END_TEST: object = action("TestControl", { Command: { Type: "EndTest" } });

export function is(Namespace: string, Operand: string): object {
  return action("Assert", { Namespace, Operator: "Equals", Operand });
}

export function logs(Expressions: Readonly<Record<string, string>>): object {
  return action("TestControl", { Command: { Type: "LogData", Properties: { Expressions } } });
}

/** Of the lookup unless another action is named. */
export function override(
  Strategy: object,
  ActionType = "InvokeLambdaFunction",
  ActionParameters: object = { LambdaFunctionARN: LOOKUP },
): object {
  const Properties = { ActionType, ActionParameters, Strategy };
  return action("OverrideSystemBehavior", { Behavior: { Type: "FlowAction", Properties } });
}

export function answering(result: object, DelaySeconds = 0): object {
  return mocked({ DelaySeconds, LoadedData: JSON.stringify(result) });
}

export function mocked(ExecutionResult: object): object {
  return { Type: "MockResponse", Response: { Type: "ExecutionResult", ExecutionResult } };
}

export function failing(Value: string): object {
  return { Type: "MockResponse", Response: { Type: "Error", Error: { Value } } };
}
