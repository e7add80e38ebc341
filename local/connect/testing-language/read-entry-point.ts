import { isObject } from "../language/json.ts";
import type { Cursor } from "./cursor.ts";
import type { EntryPoint } from "./test-case.ts";

const E164 = /^\+[1-9]\d{1,14}$/;

/** As the console's file and CreateTestCase have it. */
export function readEntryPoint(entryPoint: Cursor): EntryPoint | undefined {
  if (!entryPoint.given) return undefined;
  const type = entryPoint.get("Type").oneOf(["VOICE_CALL", "CHAT"]);
  if (type === undefined) return undefined;
  const name = type === "CHAT" ? "ChatEntryPointParameters" : "VoiceCallEntryPointParameters";
  const parameters = entryPoint.get(name);
  const read = (field: string): string | undefined => {
    const place = parameters.get(field);
    return place.given ? place.text() : undefined;
  };
  const flowId = read("FlowId");
  const source = read("SourcePhoneNumber");
  const destination = read("DestinationPhoneNumber");
  if (flowId !== undefined && destination !== undefined) {
    parameters.upload("either FlowId or phone numbers are accepted", "leave the destination out");
  } else if (destination !== undefined && source === undefined) {
    parameters.upload("a destination needs a source", "add SourcePhoneNumber");
  }
  for (const field of ["SourcePhoneNumber", "DestinationPhoneNumber"]) {
    const place = parameters.get(field);
    const isNumber = typeof place.value === "string" && E164.test(place.value);
    if (place.given && !isNumber) place.upload("must be in E.164", "write it as +6421555010");
  }
  return {
    type,
    ...(flowId !== undefined && { flowId }),
    ...(source !== undefined && { sourcePhoneNumber: source }),
    ...(destination !== undefined && { destinationPhoneNumber: destination }),
  };
}

/** A JSON text; the only shape that is proven holds the attributes under `Attributes`. */
export function readInitialAttributes(data: Cursor): Readonly<Record<string, string>> {
  if (!data.given) return {};
  const text = data.text();
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isObject(value)) {
    data.expected("a serialized JSON object");
    return {};
  }
  const nested = value["Attributes"];
  if (!isObject(nested)) {
    data.warning("a flat map reads back empty in Connect", 'write {"Attributes": {…}}');
  }
  const attributes = isObject(nested) ? nested : value;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, one]) =>
      typeof one === "object" ? [] : [[name, String(one)]],
    ),
  );
}
