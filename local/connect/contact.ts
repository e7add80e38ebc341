import type { LocalClock } from "../clock/clock.ts";
import { ContactData } from "./contact-data.ts";
import { ContactSettings } from "./contact-settings.ts";

/** Where simulated contacts live: ids of one Connect instance. */
export interface Instance {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly alias: string;
}

export interface Queue {
  readonly arn: string;
  readonly name: string;
}

/** The agent of a contact, as records and events name them. */
export interface ContactAgent {
  readonly id: string;
  readonly username: string;
}

/** A recording of a contact that lies in the bucket. */
export interface ContactRecording {
  /** `bucket/key` */
  readonly location: string;
  readonly participantType: "IVR" | null;
}

export type InitiationMethod =
  | "INBOUND"
  | "TRANSFER"
  | "QUEUE_TRANSFER"
  | "CALLBACK"
  | "DISCONNECT"
  | "EXTERNAL_OUTBOUND";

/** What is fixed when a contact begins. */
export interface ContactStart {
  readonly contactId: string;
  readonly initiationMethod: InitiationMethod;
  /** E.164; `anonymous` where the number is withheld. */
  readonly customerAddress: string;
  readonly systemAddress: string;
  readonly channel?: "VOICE" | "CHAT";
  /** The contact this one follows: a callback follows the call that asked for it. */
  readonly previous?: Contact;
}

/**
 * One contact of the simulated instance, from its first ring to its end. Times are epoch
 * milliseconds of the local stack's clock.
 */
export class Contact {
  readonly contactId: string;
  readonly initiationMethod: InitiationMethod;
  readonly customerAddress: string;
  readonly systemAddress: string;
  readonly channel: "VOICE" | "CHAT";
  readonly previous: Contact | undefined;
  readonly initialContactId: string | undefined;
  readonly previousContactId: string | undefined;
  readonly initiatedAt: number;
  /** When anything of it last changed. */
  updatedAt: number;
  readonly attributes: Record<string, string>;
  readonly settings: ContactSettings;
  readonly data: ContactData = new ContactData();
  nextContactId: string | undefined;
  queue: Queue | undefined;
  enqueuedAt: number | undefined;
  /** When the customer of an outbound contact answered; an inbound one is connected as it begins. */
  connectedToSystemAt: number | undefined;
  agent: ContactAgent | undefined;
  /** Offers of the contact to agents, taken or missed. */
  agentConnectionAttempts = 0;
  connectedToAgentAt: number | undefined;
  /** When the agent left; their after-contact work begins here. */
  agentLeftAt: number | undefined;
  afterContactWorkEndedAt: number | undefined;
  /** How long the customer was on hold, in milliseconds, each time. */
  readonly holds: number[] = [];
  transferCompletedAt: number | undefined;
  /** E.164, where the contact was transferred to a number outside. */
  transferredToNumber: string | undefined;
  readonly recordings: ContactRecording[] = [];
  /** Whether the conversation with the agent was recorded. */
  recorded = false;
  /** Settles when the agent has done their after-contact work. */
  wrapUp: Promise<void> = Promise.resolve();
  disconnectedAt: number | undefined;
  disconnectReason: string | undefined;
  readonly #clock: LocalClock;

  constructor(clock: LocalClock, start: ContactStart) {
    const { previous } = start;
    this.#clock = clock;
    this.contactId = start.contactId;
    this.initiationMethod = start.initiationMethod;
    this.customerAddress = start.customerAddress;
    this.systemAddress = start.systemAddress;
    this.channel = start.channel ?? "VOICE";
    this.previous = previous;
    this.initialContactId = previous && (previous.initialContactId ?? previous.contactId);
    this.previousContactId = previous?.contactId;
    this.initiatedAt = clock.now();
    this.updatedAt = this.initiatedAt;
    // Transfers and callbacks inherit the attributes (administrator guide, contact attributes).
    this.attributes = { ...previous?.attributes };
    this.settings = new ContactSettings(start.initiationMethod, previous?.settings);
    if (previous) previous.nextContactId = start.contactId;
  }

  /** The id that flow events give as `InitialContactId`: there, a first contact names itself. */
  get root(): string {
    return this.initialContactId ?? this.contactId;
  }

  /** It changed now. */
  touch(): number {
    this.updatedAt = this.#clock.now();
    return this.updatedAt;
  }

  enqueue(queue: Queue): void {
    this.queue = queue;
    this.enqueuedAt = this.touch();
  }

  connectToSystem(): void {
    this.connectedToSystemAt = this.touch();
  }

  connectToAgent(agent?: ContactAgent): void {
    this.agent = agent;
    this.connectedToAgentAt = this.touch();
  }

  leaveAgent(): void {
    if (this.connectedToAgentAt !== undefined) this.agentLeftAt ??= this.touch();
  }

  /** Ends the contact; a second end changes nothing. */
  disconnect(reason: string | undefined): void {
    if (this.disconnectedAt !== undefined) return;
    this.disconnectedAt = this.touch();
    this.disconnectReason = reason;
    this.leaveAgent();
  }
}
