import { isObject, type JsonObject } from "../language/json.ts";
import type { Cursor } from "./cursor.ts";
import { OBSERVED_ACTIONS, readResource } from "./read-event.ts";
import type { Override, Strategy } from "./test-case.ts";

const RESOURCES: Readonly<Record<string, string>> = {
  ...OBSERVED_ACTIONS,
  DequeueAndTransferToQueue: "QueueId",
  DequeueContactAndTransferToQueue: "QueueId",
};

/** Which errors an action can be made to end with. */
const ERRORS: Readonly<Record<string, readonly string[]>> = {
  InvokeLambdaFunction: ["TimeLimitExceeded", "NoMatchingError"],
  ConnectParticipantWithLexBot: ["TimeLimitExceeded", "NoMatchingError"],
  CheckHoursOfOperation: ["NoMatchingError"],
  TransferContactToQueue: ["QueueAtCapacity", "NoMatchingError"],
  DequeueContactAndTransferToQueue: ["QueueAtCapacity", "NoMatchingError"],
};

/** https://docs.aws.amazon.com/connect/latest/devguide/testing-language-actions-override-system-behavior.html */
export function readOverride(behavior: Cursor): Override | undefined {
  behavior.get("Type").oneOf(["FlowAction"]);
  const properties = behavior.get("Properties");
  const written = properties.get("ActionType").text();
  if (written === undefined) return undefined;
  const parameter = RESOURCES[written];
  if (parameter === undefined) {
    const known = Object.keys(RESOURCES).join(", ");
    return properties.get("ActionType").expected(`a type that can be overridden: ${known}`);
  }
  // The page's name of the action is not the Flow language's.
  const actionType =
    written === "DequeueAndTransferToQueue" ? "DequeueContactAndTransferToQueue" : written;
  const strategy = readStrategy(actionType, properties.get("Strategy"));
  return strategy && { actionType, resource: readResource(properties, parameter), strategy };
}

function readStrategy(actionType: string, strategy: Cursor): Strategy | undefined {
  const type = strategy.get("Type").oneOf(["SubstituteResource", "MockResponse"]);
  if (type === "SubstituteResource") {
    const arn = strategy.get("SubstituteArn").text();
    return arn === undefined ? undefined : { type, arn };
  }
  if (type === undefined) return undefined;
  const response = strategy.get("Response");
  const kind = response.get("Type").oneOf(["ExecutionResult", "Error"]);
  if (kind === "Error") return readError(actionType, response.get("Error"));
  return kind && readResult(actionType, response.get("ExecutionResult"));
}

function readError(actionType: string, error: Cursor): Strategy | undefined {
  const value = error.get("Value").oneOf(ERRORS[actionType] ?? ["NoMatchingError"]);
  if (value === undefined) return undefined;
  return { type: "MockError", delaySeconds: readDelay(error), error: value };
}

function readResult(actionType: string, result: Cursor): Strategy | undefined {
  const delaySeconds = readDelay(result);
  if (actionType === "CheckHoursOfOperation") {
    result.upload("hours cannot be mocked in Connect", "substitute hours that are always open");
    const value = result.get("Value").oneOf(["InHours", "OutOfHours"]);
    return value && { type: "MockResult", delaySeconds, value };
  }
  if (actionType.endsWith("TransferContactToQueue") || actionType.startsWith("Dequeue")) {
    return result.expected("an Error: a transfer has no result to mock");
  }
  const loaded = result.get("LoadedData");
  const place = loaded.given ? loaded : result.get("Value");
  if (!loaded.given && place.given) {
    place.warning("is the form of one account; AWS prints LoadedData", "write LoadedData");
  }
  const value = parsed(place);
  return value && { type: "MockResult", delaySeconds, value };
}

/** A serialized JSON object, as the language has it. */
function parsed(place: Cursor): JsonObject | undefined {
  if (isObject(place.value)) {
    place.upload("must be serialized", "write the object as a JSON text");
    return place.value;
  }
  const text = place.text();
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below: whatever it is, it is no JSON object.
  }
  return place.expected("a serialized JSON object");
}

function readDelay(place: Cursor): number {
  const delay = place.get("DelaySeconds");
  if (!delay.given) return 0;
  const seconds = Number(delay.scalar());
  if (Number.isFinite(seconds) && seconds >= 0) return seconds;
  delay.expected("seconds");
  return 0;
}
