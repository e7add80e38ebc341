import type { LocalClock } from "../../clock/clock.ts";
import type { Random } from "../../random.ts";
import type { Contact, Instance } from "../contact.ts";
import { type ContactEventType, contactEventOf } from "../contact-event.ts";
import { contactRecordOf } from "../contact-record.ts";
import type { FlowResource } from "../instance/resources.ts";
import type { Emissions, FlowLogLine } from "./emissions.ts";

export interface LoggedBlock {
  readonly contact: Contact;
  readonly flow: FlowResource;
  readonly identifier: string;
  readonly moduleType: string;
}

export type LogContent = Pick<FlowLogLine, "Parameters" | "Results" | "ExternalResults">;

/** Milliseconds from one line of a contact to the next, at least: real ones are 8 to 30 apart. */
const BETWEEN_LINES = 10;

/** Writes down what Connect would emit of a contact, in its real shapes. */
export class Emitter {
  readonly #clock: LocalClock;
  readonly #instance: Instance;
  readonly #emissions: Emissions;
  readonly #random: Random;
  /** Of each contact's last line, epoch milliseconds. */
  readonly #lastLine = new WeakMap<Contact, number>();

  constructor(clock: LocalClock, instance: Instance, emissions: Emissions, random: Random) {
    this.#clock = clock;
    this.#instance = instance;
    this.#emissions = emissions;
    this.#random = random;
  }

  event(contact: Contact, type: ContactEventType, updated?: readonly string[]): void {
    const id = this.#random.uuid();
    this.#emissions.contactEvent(
      contactEventOf(contact, this.#instance, type, id, this.#clock.now(), updated),
    );
  }

  /**
   * Only while the contact's flow logging is on. Blocks take no time here, but those who read the log
   * tell which ran last by the lines' times.
   */
  log({ contact, flow, identifier, moduleType }: LoggedBlock, content: LogContent): void {
    if (!contact.settings.flowLogging) return;
    const last = this.#lastLine.get(contact) ?? Number.NEGATIVE_INFINITY;
    const at = Math.max(this.#clock.now(), last + BETWEEN_LINES);
    this.#lastLine.set(contact, at);
    this.#emissions.flowLog({
      ContactId: contact.contactId,
      ContactFlowId: flow.arn,
      ContactFlowName: flow.name,
      ContactFlowModuleType: moduleType,
      Identifier: identifier,
      Timestamp: new Date(at).toISOString(),
      ...content,
    });
  }

  /** The contact's record as it is now. */
  record(contact: Contact): void {
    const record = contactRecordOf(contact, this.#instance, this.#clock.now());
    this.#emissions.contactRecord(record, contact.contactId);
  }

  get bucket(): Emissions["recordings"] {
    return this.#emissions.recordings;
  }
}
