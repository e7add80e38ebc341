import type { LocalClock } from "../../clock/clock.ts";
import type { JsonService } from "../service.ts";
import type { Message } from "./message.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import { type SqsOperations, sqsOperations } from "./operations.ts";
import { type Depth, Queue, type QueueDefinition } from "./queue.ts";
import { type QueueEnd, queueEnd } from "./queue-end.ts";
import { Queues } from "./queues.ts";
import { send } from "./send-message.ts";

/**
 * SQS on the local clock, as far as local/SUPPORT.md says: standard queues, which the template
 * declares; clients cannot create any.
 */
export class Sqs implements JsonService {
  readonly operations: SqsOperations;
  readonly #queues: Queues;
  readonly #clock: LocalClock;

  constructor(options: {
    readonly clock: LocalClock;
    readonly region: string;
    readonly account: string;
  }) {
    this.#clock = options.clock;
    this.#queues = new Queues(options);
    this.operations = sqsOperations(this.#queues, this.#clock);
  }

  /** Where the queues are reached: to be set to the door's URL before anybody asks for a URL. */
  set baseUrl(url: string) {
    this.#queues.baseUrl = url;
  }

  /** A dead-letter queue may be created after the queue that names it. Returns the ARN. */
  createQueue(definition: QueueDefinition): string {
    const arn = this.#queues.arn(definition.name);
    const deadLetter = (message: Message, to: string) => this.#queues.byArn(to).add(message);
    this.#queues.add(new Queue(definition, arn, this.#clock, deadLetter));
    return arn;
  }

  /** @throws {Error} before `baseUrl` is set */
  queueUrl(queueName: string): string {
    return this.#queues.url(this.#queues.byName(queueName).definition.name);
  }

  /** Sends as a client would, without the door. Returns the message's id. */
  send(queueName: string, body: string, attributes?: MessageAttributes): string {
    const content = { MessageBody: body, MessageAttributes: attributes };
    return send(this.#queues.byName(queueName), this.#clock, content).MessageId;
  }

  /** For who consumes a queue inside the stack; by name or ARN. @throws ServiceError `QueueDoesNotExist` */
  end(queue: string): QueueEnd {
    const found = queue.startsWith("arn:") ? this.#queues.byArn(queue) : this.#queues.byName(queue);
    return queueEnd(found, this.#queues.account);
  }

  depth(queueName: string): Depth {
    return this.#queues.byName(queueName).depth();
  }

  /** A queue's messages in the order in which they came, without receiving them. */
  peek(queueName: string): Readonly<Message>[] {
    return [...this.#queues.byName(queueName).messages()].map((message) => ({ ...message }));
  }
}
