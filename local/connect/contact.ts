import type { LocalClock } from "../clock/clock.ts";

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

export type InitiationMethod = "INBOUND" | "TRANSFER" | "CALLBACK";

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
  readonly initialContactId: string | undefined;
  readonly previousContactId: string | undefined;
  readonly initiatedAt: number;
  readonly attributes: Record<string, string>;
  nextContactId: string | undefined;
  queue: Queue | undefined;
  enqueuedAt: number | undefined;
  connectedToAgentAt: number | undefined;
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
    this.initialContactId = previous && (previous.initialContactId ?? previous.contactId);
    this.previousContactId = previous?.contactId;
    this.initiatedAt = clock.now();
    // Transfers and callbacks inherit the attributes (administrator guide, contact attributes).
    this.attributes = { ...previous?.attributes };
    if (previous) previous.nextContactId = start.contactId;
  }

  /** The id that flow events give as `InitialContactId`: there, a first contact names itself. */
  get root(): string {
    return this.initialContactId ?? this.contactId;
  }

  enqueue(queue: Queue): void {
    this.queue = queue;
    this.enqueuedAt = this.#clock.now();
  }

  connectToAgent(): void {
    this.connectedToAgentAt = this.#clock.now();
  }

  /** Ends the contact; a second end changes nothing. */
  disconnect(reason: string): void {
    if (this.disconnectedAt !== undefined) return;
    this.disconnectedAt = this.#clock.now();
    this.disconnectReason = reason;
  }
}
