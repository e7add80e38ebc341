import { createHash, randomUUID } from "node:crypto";
import { ServiceError } from "../service.ts";
import { invalid } from "./input.ts";
import { attributesSize, checkAttributes, type MessageAttributes } from "./message-attributes.ts";

/** A message in a queue; times are epoch milliseconds. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Kept when the message moves to a dead-letter queue, whose retention counts from it, too. */
  readonly sentAt: number;
  /** Hidden until then: delayed, or in flight. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** The ARN of the queue that gave it up. */
  deadLetterSource?: string;
}

/**
 * 1 MiB, attributes included; it was 256 KiB until August 2025.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const LARGEST_MESSAGE: number = 1024 * 1024;

/** What may not stand in a body: see the API reference of SendMessage. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @throws {ServiceError} for what SQS would not take */
export function newMessage(
  content: { readonly body: string; readonly attributes: MessageAttributes },
  sentAt: number,
  visibleAt: number,
): Message {
  const { body, attributes } = content;
  if (body === "") {
    throw new ServiceError(
      "MissingRequiredParameterException",
      "The request must contain the parameter MessageBody.",
    );
  }
  if (FORBIDDEN.test(body)) {
    throw new ServiceError(
      "InvalidMessageContents",
      "The message contains characters outside the allowed set.",
    );
  }
  checkAttributes(attributes);
  const bytes = messageSize(content);
  if (bytes > LARGEST_MESSAGE) {
    const reason = `Message must be shorter than ${LARGEST_MESSAGE} bytes.`;
    throw invalid("MessageBody", `of ${bytes} bytes`, reason);
  }
  return { id: randomUUID(), body, attributes, sentAt, visibleAt, receives: 0 };
}

/** Bytes of body and attributes together. */
export function messageSize(content: {
  readonly body: string;
  readonly attributes: MessageAttributes;
}): number {
  return Buffer.byteLength(content.body) + attributesSize(content.attributes);
}

export function bodyMd5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}
