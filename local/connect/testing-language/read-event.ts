import { isObject } from "../language/json.ts";
import { AGENT_PARTS, agentName } from "./agentic.ts";
import type { Cursor } from "./cursor.ts";
import type { FlowActionEvent, MessageReceived, TestEvent } from "./test-case.ts";

const EVENT_TYPES = [
  "TestInitiated",
  "TestCompleted",
  "MessageReceived",
  "FlowActionStarted",
  "FlowActionCompleted",
] as const;

const MESSAGE_KINDS = ["Text", "SSML", "PromptId", "Media"] as const;

/** The parameter that names the resource, for each type of action that events can be about. */
export const OBSERVED_ACTIONS: Readonly<Record<string, string>> = {
  InvokeLambdaFunction: "LambdaFunctionARN",
  CheckHoursOfOperation: "HoursOfOperationId",
  TransferContactToQueue: "QueueId",
  ConnectParticipantWithLexBot: "LexV2Bot",
  ConnectParticipantWithAgenticCX: "AgentConfiguration",
};

const COMPLETED_ACTIONS = new Set([
  "InvokeLambdaFunction",
  "ConnectParticipantWithLexBot",
  "ConnectParticipantWithAgenticCX",
]);

/** https://docs.aws.amazon.com/connect/latest/devguide/testing-language-events.html */
export function readEvent(event: Cursor): TestEvent | undefined {
  event.knows("Identifier", "Type", "Actor", "Properties", "MatchingCriteria");
  const type = event.get("Type").oneOf(EVENT_TYPES);
  if (!event.get("Identifier").given) {
    event.get("Identifier").warning("is missing; the console needs it", "name the event");
  }
  event.get("Actor").upholds("System");
  const properties = event.get("Properties");
  switch (type) {
    case undefined:
      return undefined;
    case "TestInitiated":
      return { type };
    case "TestCompleted":
      event.warning(
        "comes some 40 s after the flow ends in Connect, or at the five-minute limit",
        "observe the last thing the flow says or does",
      );
      return { type };
    case "MessageReceived":
      return readMessage(event, properties);
    default:
      return readFlowAction(type, properties);
  }
}

function readMessage(event: Cursor, properties: Cursor): MessageReceived | undefined {
  const given = MESSAGE_KINDS.filter((kind) => properties.get(kind).value !== undefined);
  const kind = given[0];
  if (kind === undefined || given.length > 1) {
    return properties.expected(`exactly one of ${MESSAGE_KINDS.join(", ")} in an object`);
  }
  const value = properties.get(kind);
  const expected = kind === "Media" ? value.get("Uri").text() : value.text();
  if (expected === undefined) return undefined;
  return { type: "MessageReceived", kind, expected, matching: readMatching(event, properties) };
}

const OBJECT_FORM = '"MatchingCriteria": {"Type": "Inclusion"} in Properties';

/** The published forms: an object in Properties is the one that works in Connect. */
function readMatching(event: Cursor, properties: Cursor): MessageReceived["matching"] {
  const inside = properties.get("MatchingCriteria");
  const beside = event.get("MatchingCriteria");
  const place = inside.given ? inside : beside;
  if (!place.given) return "Similarity";
  if (!inside.given) {
    beside.upload("beside Properties it is refused when the test runs", `move it: ${OBJECT_FORM}`);
  } else if (typeof inside.value === "string") {
    inside.upload("as a text it is dropped, and never matches", `write ${OBJECT_FORM}`);
  }
  place.knows("Type");
  const word = typeof place.value === "string" ? place : place.get("Type");
  return word.oneOf(["Similarity", "Inclusion"]) ?? "Similarity";
}

function readFlowAction(
  type: FlowActionEvent["type"],
  properties: Cursor,
): FlowActionEvent | undefined {
  const actionType = properties.get("ActionType").text();
  if (actionType === undefined) return undefined;
  const parameter = OBSERVED_ACTIONS[actionType];
  if (parameter === undefined) {
    properties
      .get("ActionType")
      .upload(
        `${type} knows no ${actionType}`,
        `use one of ${Object.keys(OBSERVED_ACTIONS).join(", ")}, or observe what the flow says`,
      );
  } else if (type === "FlowActionCompleted" && !COMPLETED_ACTIONS.has(actionType)) {
    properties.get("ActionType").upload("does not complete in Connect", "use FlowActionStarted");
  }
  const isAgent = actionType === "TransferContactToQueue" && namesAgentOnly(properties);
  const resource = readResource(properties, isAgent ? "AgentId" : parameter);
  return { type, actionType, resource, ...(isAgent && { isAgent }) };
}

function namesAgentOnly(properties: Cursor): boolean {
  const parameters = properties.get("ActionParameters");
  return parameters.get("AgentId").given && !parameters.get("QueueId").given;
}

/**
 * The ARN or id in ActionParameters.
 * @param parameter that names it; undefined for a type of which that is not known
 */
export function readResource(
  properties: Cursor,
  parameter: string | undefined,
): string | undefined {
  const parameters = properties.get("ActionParameters");
  if (parameter === undefined) return readAny(parameters);
  const place = parameters.get(parameter);
  if (!place.given) return parameters.error(`names no ${parameter}`, `add ${parameter}`);
  if (parameter === "AgentConfiguration") return readAgent(place);
  return (isObject(place.value) ? place.get("AliasArn") : place).scalar();
}

function readAny(parameters: Cursor): string | undefined {
  const [first] = isObject(parameters.value) ? Object.keys(parameters.value) : [];
  const place = parameters.get(first ?? "");
  return typeof place.value === "string" && place.value !== "" ? place.value : undefined;
}

function readAgent(configuration: Cursor): string | undefined {
  const parts = AGENT_PARTS.map((part) => configuration.get(part).text());
  if (parts.includes(undefined) || !isObject(configuration.value)) return undefined;
  return agentName(configuration.value);
}
