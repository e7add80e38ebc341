import type { LocalClock } from "../../clock/clock.ts";
import { ServiceError } from "../service.ts";
import { invalid } from "./input.ts";
import type { Message } from "./message.ts";
import { readReceipt } from "./receipt-handle.ts";
import { Waiters } from "./waiters.ts";

/** A standard queue; a template's `QueueDescription` is one. */
export interface QueueDefinition {
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  /** @default 345600 (4 days) */
  readonly retentionSeconds?: number;
  /**
   * How long each message stays hidden at first.
   * @default 0
   */
  readonly delaySeconds?: number;
  /**
   * How long a receive waits that does not say so itself.
   * @default 0
   */
  readonly receiveWaitSeconds?: number;
  /** Where a message goes that would be received more than `maxReceiveCount` times. */
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

/** How many messages there are. */
export interface Depth {
  readonly ready: number;
  /** Received, not deleted, their visibility timeout still running. */
  readonly inFlight: number;
  readonly delayed: number;
}

export const RETENTION_SECONDS = 345_600;

/**
 * The messages of one queue. Nothing happens by itself: what time does to messages (visibility,
 * retention) is worked out when somebody looks.
 */
export class Queue {
  readonly definition: QueueDefinition;
  readonly arn: string;
  readonly createdAt: number;
  /** Those who wait for a message to become visible. */
  readonly waiters: Waiters;
  readonly #clock: LocalClock;
  readonly #deadLetter: (message: Message, arn: string) => void;
  /** In the order in which they came. */
  readonly #messages: Map<string, Message> = new Map();

  constructor(
    definition: QueueDefinition,
    arn: string,
    clock: LocalClock,
    deadLetter: (message: Message, arn: string) => void,
  ) {
    this.definition = definition;
    this.arn = arn;
    this.createdAt = clock.now();
    this.#clock = clock;
    this.#deadLetter = deadLetter;
    this.waiters = new Waiters(clock);
  }

  add(message: Message): void {
    this.#messages.set(message.id, message);
    this.waiters.wake();
  }

  /** Receives up to `most` visible messages, and hides them for so long. */
  take(most: number, visibilitySeconds: number): Message[] {
    const now = this.#clock.now();
    const taken: Message[] = [];
    for (const message of this.messages()) {
      if (taken.length === most) break;
      if (message.visibleAt > now || this.#givenUp(message)) continue;
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilitySeconds * 1_000;
      taken.push(message);
    }
    return taken;
  }

  /**
   * Deletes the message of this handle. One that is gone is no error; nor is a handle from an
   * earlier receive, which deletes nothing: somebody else works on the message now.
   */
  remove(handle: string): void {
    const receipt = readReceipt(handle, this.definition.name);
    const message = this.#messages.get(receipt.messageId);
    if (message?.receives === receipt.receive) this.#messages.delete(message.id);
  }

  /**
   * Hides the message of this handle for so long from now, or shows it at once with 0.
   * @throws {ServiceError} unless the handle is that of the last receive, and that still counts
   */
  hide(handle: string, seconds: number): void {
    const receipt = readReceipt(handle, this.definition.name);
    const now = this.#clock.now();
    const message = this.#messages.get(receipt.messageId);
    if (message?.receives !== receipt.receive) {
      const reason = "Message does not exist or is not available for visibility timeout change.";
      throw invalid("ReceiptHandle", handle, reason);
    }
    if (message.visibleAt <= now) {
      throw new ServiceError("MessageNotInflight", "The message referred to is not in flight.");
    }
    message.visibleAt = now + seconds * 1_000;
    this.waiters.wake();
  }

  /** Every message that has not outlived its retention, in the order in which they came. */
  *messages(): Generator<Message, void, undefined> {
    const retention = (this.definition.retentionSeconds ?? RETENTION_SECONDS) * 1_000;
    const oldest = this.#clock.now() - retention;
    for (const message of this.#messages.values()) {
      if (message.sentAt > oldest) yield message;
      else this.#messages.delete(message.id);
    }
  }

  depth(): Depth {
    const now = this.#clock.now();
    const depth = { ready: 0, inFlight: 0, delayed: 0 };
    for (const { visibleAt, receives } of this.messages()) {
      if (visibleAt <= now) depth.ready += 1;
      else if (receives > 0) depth.inFlight += 1;
      else depth.delayed += 1;
    }
    return depth;
  }

  /** When the next hidden message becomes visible, in epoch milliseconds. */
  nextVisibleAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { visibleAt } of this.messages()) next = Math.min(next, visibleAt);
    return next;
  }

  /** When the next message that nobody can see now becomes visible, in epoch milliseconds. */
  nextToAppear(): number {
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { visibleAt } of this.messages())
      if (visibleAt > now) next = Math.min(next, visibleAt);
    return next;
  }

  purge(): void {
    this.#messages.clear();
  }

  /** Moves a message away that was received as often as it may be. */
  #givenUp(message: Message): boolean {
    const { redrive } = this.definition;
    if (!redrive || message.receives < redrive.maxReceiveCount) return false;
    this.#deadLetter({ ...message, deadLetterSource: this.arn }, redrive.deadLetterArn);
    this.#messages.delete(message.id);
    return true;
  }
}
