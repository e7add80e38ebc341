import type { LocalClock } from "../../clock/clock.ts";
import type { Contact, Instance } from "../contact.ts";
import type { Emitter } from "../emissions/emitter.ts";
import type { QueueResource, Resources } from "../instance/resources.ts";
import type { InvokeFunction } from "../lambda-block.ts";
import type { SpeechPace } from "../speech/prompt.ts";
import type { CallContext } from "./call-context.ts";

/** How many agents of a queue are in which state. */
export interface AgentCounts {
  readonly online: number;
  readonly available: number;
  readonly staffed: number;
  readonly afterContactWork: number;
  readonly busy: number;
  readonly missed: number;
  readonly nonProductive: number;
}

/** What the real-time metrics of a queue are made of. */
export interface QueueBoard {
  waiting(queueArn: string): number;
  /** Keeps a place for the contact, where fewer wait than may. @returns whether it did */
  reserve(contact: Contact, queueArn: string, most: number): boolean;
  /** How long the oldest contact has waited, in milliseconds; 0 where none does. */
  oldestAge(queueArn: string): number;
  agents(queueArn: string): AgentCounts;
}

export interface CallbackRequest {
  readonly queue: QueueResource;
  /** E.164 */
  readonly number: string;
  readonly initialDelaySeconds: number;
  readonly attempts: number;
  readonly retryDelaySeconds: number;
  /** ARN of a flow that the callback contact runs before it is queued. */
  readonly creationFlow?: string | undefined;
}

export interface ThirdPartyRequest {
  readonly number: string;
  readonly timeLimitSeconds: number;
}

/** What actions can do beyond their own contact. */
export interface World {
  readonly clock: LocalClock;
  readonly instance: Instance;
  readonly resources: Resources;
  readonly invoke: InvokeFunction;
  readonly pace: SpeechPace;
  readonly emitter: Emitter;
  readonly board: QueueBoard;
  /** Back-to-back seconds of Lambda without a word to the caller that deserve a warning. */
  readonly longestSilentLambdaSeconds: number;
  createCallback(call: CallContext, request: CallbackRequest): Contact;
  /**
   * Dials somebody outside and puts the customer through, until either hangs up.
   * @throws Interrupted when the customer hangs up
   */
  callThirdParty(
    call: CallContext,
    request: ThirdPartyRequest,
  ): Promise<"ended" | "busy" | "no-answer">;
  /** Emits an updated contact's record again, where the contact is over. */
  updated(contact: Contact): void;
}
