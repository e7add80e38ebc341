import * as v from "valibot";
import type { LocalClock } from "../../clock/clock.ts";
import { ServiceError } from "../service.ts";
import { type BatchOutput, ENTRIES, inBatch } from "./batch.ts";
import { parseInput } from "./input.ts";
import { bodyMd5, LARGEST_MESSAGE, messageSize, newMessage } from "./message.ts";
import { attributesMd5, MESSAGE_ATTRIBUTES, type MessageAttributes } from "./message-attributes.ts";
import type { Queue } from "./queue.ts";
import type { Queues } from "./queues.ts";

export interface SendOutput {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
}

/** SQS allows a delay of 15 minutes. */
const LONGEST_DELAY = 900;

const CONTENT = {
  MessageBody: v.string(),
  DelaySeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LONGEST_DELAY)),
  ),
  MessageAttributes: v.optional(MESSAGE_ATTRIBUTES),
};
const INPUT = v.strictObject({ QueueUrl: v.string(), ...CONTENT });
const ENTRY = v.strictObject(CONTENT);
const BATCH = v.strictObject({ QueueUrl: v.string(), Entries: ENTRIES });

export function sendMessage(queues: Queues, clock: LocalClock, input: unknown): SendOutput {
  const { QueueUrl, ...content } = parseInput(INPUT, input);
  return send(queues.byUrl(QueueUrl), clock, content);
}

export function sendMessageBatch(
  queues: Queues,
  clock: LocalClock,
  input: unknown,
): BatchOutput<SendOutput> {
  const { QueueUrl, Entries } = parseInput(BATCH, input);
  const queue = queues.byUrl(QueueUrl);
  checkTotal(Entries);
  return inBatch(Entries, (entry) => send(queue, clock, parseInput(ENTRY, entry)));
}

/** @throws {ServiceError} for what SQS would not take */
export function send(
  queue: Queue,
  clock: LocalClock,
  content: {
    readonly MessageBody: string;
    readonly DelaySeconds?: number | undefined;
    readonly MessageAttributes?: MessageAttributes | undefined;
  },
): SendOutput {
  const { MessageBody: body, MessageAttributes: attributes = {} } = content;
  const now = clock.now();
  const delay = content.DelaySeconds ?? queue.definition.delaySeconds ?? 0;
  const message = newMessage({ body, attributes }, now, now + delay * 1_000);
  queue.add(message);
  const md5 = attributesMd5(attributes);
  return {
    MessageId: message.id,
    MD5OfMessageBody: bodyMd5(body),
    ...(md5 === undefined ? {} : { MD5OfMessageAttributes: md5 }),
  };
}

function checkTotal(entries: readonly unknown[]): void {
  let bytes = 0;
  for (const entry of entries) {
    // An entry that is none fails alone, later; here it has no size.
    const { success, output } = v.safeParse(v.looseObject(CONTENT), entry);
    if (!success) continue;
    bytes += messageSize({ body: output.MessageBody, attributes: output.MessageAttributes ?? {} });
  }
  if (bytes > LARGEST_MESSAGE) {
    throw new ServiceError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${LARGEST_MESSAGE} bytes. You have sent ${bytes} bytes.`,
    );
  }
}
