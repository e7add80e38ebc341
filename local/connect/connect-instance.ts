import type { LocalClock } from "../clock/clock.ts";
import type { BusEvent } from "../delivery/event-bus.ts";
import { Contact, type Instance, type Queue } from "./contact.ts";
import { type ContactEventType, contactEventOf } from "./contact-event.ts";
import { contactRecordOf } from "./contact-record.ts";
import { flowEventOf } from "./flow-event.ts";
import { type InvokeFunction, type LambdaBlockResult, runLambdaBlock } from "./lambda-block.ts";
import type { Random } from "./random.ts";

/** Where a simulated instance sends what Connect would emit. */
export interface Outlets {
  readonly invoke: InvokeFunction;
  putEvent(event: BusEvent): void;
  putRecord(record: Readonly<Record<string, unknown>>, partitionKey: string): void;
}

/** How contact records arrive. Connect promises them at least once, and neither when nor in order. */
export interface RecordDelivery {
  /** Seconds from the end of a contact to its record: usual, and late. */
  readonly usual: readonly [least: number, most: number];
  readonly late: readonly [least: number, most: number];
  /** Probabilities. */
  readonly lateChance: number;
  readonly repeatChance: number;
}

interface Options {
  readonly clock: LocalClock;
  readonly random: Random;
  readonly instance: Instance;
  readonly outlets: Outlets;
  readonly delivery: RecordDelivery;
}

/**
 * The simulated Amazon Connect instance: makes contacts, runs their Lambda blocks and emits what
 * Connect would, in the real shapes. It knows nothing of the systems it serves.
 */
export class ConnectInstance {
  /** The number customers call. */
  readonly systemAddress = "+6448300100";
  readonly instance: Instance;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.instance = options.instance;
  }

  get clock(): LocalClock {
    return this.#options.clock;
  }

  queue(name: string): Queue {
    return { name, arn: `${this.instance.arn}/queue/${name}` };
  }

  /** A customer's call arrives. */
  receive(customerAddress: string): Contact {
    return this.#begin({ initiationMethod: "INBOUND", customerAddress });
  }

  /** Runs a Lambda block of the flow this contact is in. @param timeLimitSeconds 1 to 8 */
  invoke(
    contact: Contact,
    functionName: string,
    parameters: Readonly<Record<string, string>>,
    timeLimitSeconds?: number,
  ): Promise<LambdaBlockResult> {
    return runLambdaBlock(this.clock, this.#options.outlets.invoke, {
      functionName,
      event: flowEventOf(contact, this.instance, parameters),
      ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
    });
  }

  enqueue(contact: Contact, queue: Queue): void {
    contact.enqueue(queue);
    this.#emit(contact, "QUEUED");
  }

  /** What a Transfer to queue block with a callback does: a contact of its own waits in the queue. */
  createCallback(contact: Contact, queue: Queue, number: string): Contact {
    const callback = this.#begin({
      initiationMethod: "CALLBACK",
      customerAddress: number,
      previous: contact,
    });
    this.enqueue(callback, queue);
    return callback;
  }

  connectToAgent(contact: Contact): void {
    contact.connectToAgent();
    this.#emit(contact, "CONNECTED_TO_AGENT");
  }

  /** Ends a contact: its last events now, its record a minute or two later, perhaps again. */
  disconnect(contact: Contact, reason = "CUSTOMER_DISCONNECT"): void {
    contact.disconnect(reason);
    this.#emit(contact, "DISCONNECTED");
    this.#emit(contact, "COMPLETED");
    const { clock, random, delivery } = this.#options;
    const range = random.chance(delivery.lateChance) ? delivery.late : delivery.usual;
    const delay = random.between(...range) * 1000;
    this.#putRecord(contact, clock.now() + delay);
    // An update emits the whole record again, with a later LastUpdateTimestamp.
    if (random.chance(delivery.repeatChance)) {
      this.#putRecord(contact, clock.now() + delay + random.between(1, 600) * 1000);
    }
  }

  #begin(start: {
    readonly initiationMethod: "INBOUND" | "CALLBACK";
    readonly customerAddress: string;
    readonly previous?: Contact;
  }): Contact {
    const { clock, random } = this.#options;
    const contact = new Contact(clock, {
      ...start,
      contactId: random.uuid(),
      systemAddress: this.systemAddress,
    });
    this.#emit(contact, "INITIATED");
    return contact;
  }

  #emit(contact: Contact, type: ContactEventType): void {
    const { clock, random, outlets, instance } = this.#options;
    const event = contactEventOf(contact, instance, type, random.uuid(), clock.now());
    clock.at(clock.now() + random.between(100, 1500), () => outlets.putEvent(event));
  }

  #putRecord(contact: Contact, at: number): void {
    const { clock, outlets, instance } = this.#options;
    clock.at(at, () => {
      // Written when it is sent: what followed the contact (a callback) is known by then.
      outlets.putRecord(contactRecordOf(contact, instance, at), contact.contactId);
    });
  }
}
