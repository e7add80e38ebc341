import type { Cursor } from "./cursor.ts";
import type { Instruction } from "./test-case.ts";

/** One name in AWS's pages, another in what Connect accepts; a third in older ones. */
const UTTERANCES = ["Utterance", "TextUtterance", "TextInput"] as const;

/** https://docs.aws.amazon.com/connect/latest/devguide/testing-language-actions-send-instruction.html */
export function readInstruction(parameters: Cursor, chat: boolean): Instruction | undefined {
  const instruction = parameters.get("Instruction");
  const type = instruction.get("Type").oneOf(["DtmfInput", "Disconnect", ...UTTERANCES]);
  parameters.get("Actor").upholds("Customer");
  const properties = instruction.get("Properties");
  switch (type) {
    case undefined:
      return undefined;
    case "Disconnect":
      return { type };
    case "DtmfInput":
      if (chat) instruction.upload("a chat takes no keys", "use Utterance");
      return readKeys(properties.get("Value"));
    default:
      return readUtterance(type, instruction, properties);
  }
}

function readKeys(value: Cursor): Instruction | undefined {
  const keys = value.scalar();
  if (keys === undefined) return undefined;
  if (!/^[0-9*#]+$/.test(keys)) return value.expected("keys: 0-9, * and #");
  if (typeof value.value === "string" && /^\d$/.test(keys)) {
    value.warning("a lone digit is wanted as a number by some", `write ${keys} without quotes`);
  }
  return { type: "DtmfInput", keys };
}

function readUtterance(
  type: (typeof UTTERANCES)[number],
  instruction: Cursor,
  properties: Cursor,
): Instruction | undefined {
  if (type !== "Utterance") {
    instruction.get("Type").upload(`${type} is an older name`, 'write "Utterance"');
  }
  const place = ["Value", "Text", "SSML"].map((name) => properties.get(name)).find((c) => c.given);
  if (place === undefined) return properties.expected("an object with Value");
  if (!place.pointer.endsWith("/Value")) {
    place.upload("is refused as invalid content", 'write it as "Value"');
  }
  const text = place.text();
  return text === undefined ? undefined : { type: "Utterance", text };
}
