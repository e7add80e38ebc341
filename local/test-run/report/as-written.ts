import { agentConfiguration } from "../../connect/testing-language/agentic.ts";
import { OBSERVED_ACTIONS } from "../../connect/testing-language/read-event.ts";
import type {
  Instruction,
  Strategy,
  TestAction,
  TestEvent,
} from "../../connect/testing-language/test-case.ts";

/** An event's properties, in the language of today. */
export function eventProperties(event: TestEvent): object {
  switch (event.type) {
    case "MessageReceived": {
      const { kind, expected, matching } = event;
      const what = kind === "Media" ? { Uri: expected, SourceType: "S3" } : expected;
      return { [kind]: what, MatchingCriteria: { Type: matching } };
    }
    case "FlowActionStarted":
    case "FlowActionCompleted":
      return {
        ActionType: event.actionType,
        ActionParameters: event.isAgent
          ? { AgentId: event.resource }
          : resourceParameters(event.actionType, event.resource),
      };
    default:
      return {};
  }
}

/** An action's parameters, in the language of today. */
export function actionParameters(action: TestAction): object {
  const ActionType = action.type;
  switch (action.type) {
    case "Assert": {
      const { namespace, operator, operand } = action.assertion;
      return { Namespace: namespace, Operator: operator, Operand: operand };
    }
    case "SendInstruction":
      return { ActionType, Actor: "Customer", Instruction: instruction(action.instruction) };
    case "TestControl":
      return {
        ActionType,
        Command:
          action.command.type === "EndTest"
            ? { Type: "EndTest" }
            : { Type: "LogData", Properties: { Expressions: action.command.expressions } },
      };
    case "OverrideSystemBehavior": {
      const { actionType, resource, strategy } = action.override;
      const Properties = {
        ActionType: actionType,
        ActionParameters: resourceParameters(actionType, resource),
        Strategy: strategyOf(strategy),
      };
      return { ActionType, Behavior: { Type: "FlowAction", Properties } };
    }
  }
}

/** The resource of an action, under the name that its type has for it. */
export function resourceParameters(actionType: string, resource: string | undefined): object {
  if (resource === undefined) return {};
  if (actionType === "ConnectParticipantWithLexBot") return { LexV2Bot: { AliasArn: resource } };
  if (actionType === "ConnectParticipantWithAgenticCX") {
    return { AgentConfiguration: agentConfiguration(resource) };
  }
  const name = actionType.startsWith("Dequeue") ? "QueueId" : OBSERVED_ACTIONS[actionType];
  return { [name ?? "Resource"]: resource };
}

function instruction(given: Instruction): object {
  if (given.type === "Disconnect") return { Type: "Disconnect" };
  const Value = given.type === "DtmfInput" ? keys(given.keys) : given.text;
  return { Type: given.type, Properties: { Value } };
}

/** A lone digit is a number there. */
function keys(given: string): string | number {
  return /^\d$/.test(given) ? Number(given) : given;
}

function strategyOf(strategy: Strategy): object {
  if (strategy.type === "SubstituteResource") {
    return { Type: strategy.type, SubstituteArn: strategy.arn };
  }
  const { delaySeconds: DelaySeconds } = strategy;
  const Response =
    strategy.type === "MockError"
      ? { Type: "Error", Error: { DelaySeconds, Value: strategy.error } }
      : {
          Type: "ExecutionResult",
          ExecutionResult:
            typeof strategy.value === "string"
              ? { DelaySeconds, Value: strategy.value }
              : { DelaySeconds, LoadedData: JSON.stringify(strategy.value) },
        };
  return { Type: "MockResponse", Response };
}
