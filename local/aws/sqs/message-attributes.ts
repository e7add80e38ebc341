import { createHash } from "node:crypto";
import * as v from "valibot";
import { ServiceError } from "../service.ts";
import { invalid } from "./input.ts";

/** One attribute, as the JSON protocol spells it; `BinaryValue` is base64. */
interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export const MESSAGE_ATTRIBUTES: v.GenericSchema<unknown, MessageAttributes> = v.record(
  v.string(),
  v.strictObject({
    DataType: v.string(),
    StringValue: v.optional(v.string()),
    BinaryValue: v.optional(v.string()),
  }),
);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MOST_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.|\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const DATA_TYPE = /^(String|Number|Binary)(\..+)?$/;

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** @throws {ServiceError} `InvalidParameterValueException` for what SQS would not take */
export function checkAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > MOST_ATTRIBUTES) {
    const reason = `Number of message attributes exceeds the allowed maximum [${MOST_ATTRIBUTES}].`;
    throw invalid("MessageAttributes", `[${names.length}]`, reason);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const { DataType } = attribute;
    if (!NAME.test(name)) {
      throw invalid("MessageAttributes", name, "An attribute may not have this name.");
    }
    if (!DATA_TYPE.test(DataType)) {
      const reason = `Attribute '${name}' must be of type String, Number or Binary.`;
      throw invalid("DataType", DataType, reason);
    }
    if (bytesOf(attribute).length === 0) {
      const reason = `Attribute '${name}' must contain a non-empty value of its type.`;
      throw invalid("MessageAttributes", name, reason);
    }
    if (DataType.startsWith("Number") && !NUMBER.test(attribute.StringValue ?? "")) {
      throw new ServiceError(
        "InvalidParameterValueException",
        `Can't cast the value of message (user) attribute '${name}' to a number.`,
      );
    }
  }
}

/** Bytes of names, types and values: they count towards a message's size. */
export function attributesSize(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType);
    bytes += bytesOf(attribute).length;
  }
  return bytes;
}

/**
 * The digest with which SDKs check attributes, undefined for none:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function attributesMd5(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return undefined;
  const hash = createHash("md5");
  for (const [name, attribute] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(lengthAndBytes(Buffer.from(name)));
    hash.update(lengthAndBytes(Buffer.from(attribute.DataType)));
    hash.update(Buffer.of(isBinary(attribute) ? 2 : 1));
    hash.update(lengthAndBytes(bytesOf(attribute)));
  }
  return hash.digest("hex");
}

/** Those that a receiver asked for: by name, by `prefix.*`, or all with `All` or `.*`. */
export function selectAttributes(
  attributes: MessageAttributes,
  asked: readonly string[],
): MessageAttributes {
  const wanted = Object.entries(attributes).filter(([name]) =>
    asked.some((ask) => {
      if (ask === "All" || ask === ".*") return true;
      return ask.endsWith(".*") ? name.startsWith(ask.slice(0, -1)) : name === ask;
    }),
  );
  return Object.fromEntries(wanted);
}

function isBinary(attribute: MessageAttribute): boolean {
  return attribute.DataType.startsWith("Binary");
}

function bytesOf(attribute: MessageAttribute): Buffer {
  return isBinary(attribute)
    ? Buffer.from(attribute.BinaryValue ?? "", "base64")
    : Buffer.from(attribute.StringValue ?? "");
}

function lengthAndBytes(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
