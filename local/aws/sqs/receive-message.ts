import * as v from "valibot";
import type { LocalClock } from "../../clock/clock.ts";
import type { Call } from "../door/json-service.ts";
import { parseInput } from "./input.ts";
import { bodyMd5, type Message } from "./message.ts";
import { attributesMd5, type MessageAttributes, selectAttributes } from "./message-attributes.ts";
import type { Queue } from "./queue.ts";
import type { Queues } from "./queues.ts";
import { receiptHandle } from "./receipt-handle.ts";
import { VISIBILITY_SECONDS } from "./visibility.ts";

export interface ReceiveOutput {
  readonly Messages?: ReceivedMessage[];
}

export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: MessageAttributes;
  readonly MD5OfMessageAttributes?: string;
}

const INPUT = v.strictObject({
  QueueUrl: v.string(),
  MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10))),
  VisibilityTimeout: v.optional(VISIBILITY_SECONDS),
  WaitTimeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))),
  /** The older name of the next. */
  AttributeNames: v.optional(v.array(v.string()), []),
  MessageSystemAttributeNames: v.optional(v.array(v.string()), []),
  MessageAttributeNames: v.optional(v.array(v.string()), []),
});

/** A long poll waits on the clock, and ends empty when its caller goes away. */
export async function receiveMessage(
  queues: Queues,
  clock: LocalClock,
  input: unknown,
  call: Call | undefined,
): Promise<ReceiveOutput> {
  const asked = parseInput(INPUT, input);
  const queue = queues.byUrl(asked.QueueUrl);
  const visibility = asked.VisibilityTimeout ?? queue.definition.visibilityTimeoutSeconds;
  const wait = asked.WaitTimeSeconds ?? queue.definition.receiveWaitSeconds ?? 0;
  const deadline = clock.now() + wait * 1_000;
  // A caller who is gone would take a message with him that nobody ever sees.
  while (!call?.signal.aborted) {
    const most = asked.MaxNumberOfMessages ?? 1;
    const system = [...asked.AttributeNames, ...asked.MessageSystemAttributeNames];
    const wanted = { system, user: asked.MessageAttributeNames };
    const Messages = receiveNow(queue, queues.account, most, visibility, wanted);
    if (Messages.length > 0) return { Messages };
    if (clock.now() >= deadline) break;
    await queue.waiters.wait(Math.min(deadline, queue.nextVisibleAt()), call?.signal);
  }
  return {};
}

/** What is there now, up to so many messages, hidden from others for so long. */
export function receiveNow(
  queue: Queue,
  account: string,
  most: number,
  visibilitySeconds: number,
  wanted: { readonly system: readonly string[]; readonly user: readonly string[] },
): ReceivedMessage[] {
  return queue.take(most, visibilitySeconds).map((message) => ({
    ...received(queue, message),
    ...systemAttributes(message, account, wanted.system),
    ...userAttributes(message, wanted.user),
  }));
}

function received(queue: Queue, message: Message): ReceivedMessage {
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle({
      queue: queue.definition.name,
      messageId: message.id,
      receive: message.receives,
    }),
    Body: message.body,
    MD5OfBody: bodyMd5(message.body),
  };
}

function systemAttributes(
  message: Message,
  account: string,
  asked: readonly string[],
): Pick<ReceivedMessage, "Attributes"> {
  const all: Record<string, string | undefined> = {
    SenderId: account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value === undefined) continue;
    if (asked.includes("All") || asked.includes(name)) attributes[name] = value;
  }
  return Object.keys(attributes).length > 0 ? { Attributes: attributes } : {};
}

function userAttributes(
  message: Message,
  asked: readonly string[],
): Pick<ReceivedMessage, "MessageAttributes" | "MD5OfMessageAttributes"> {
  const selected = selectAttributes(message.attributes, asked);
  const md5 = attributesMd5(selected);
  return md5 === undefined ? {} : { MessageAttributes: selected, MD5OfMessageAttributes: md5 };
}
