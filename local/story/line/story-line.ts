import { BANK_QUEUES } from "../../bank-line/bank-flows.ts";
import { Crew } from "../../bank-line/crew.ts";
import { openBankLine } from "../../bank-line/open-bank-line.ts";
import type { Contact, Instance } from "../../connect/contact.ts";
import type { Emissions } from "../../connect/emissions/emissions.ts";
import { type UnreliableKinds, unreliable } from "../../connect/emissions/unreliable-emissions.ts";
import type { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { BusEvent } from "../../delivery/event-bus.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { Random } from "../../random.ts";
import { FlowInvocations } from "./flow-invocations.ts";

/** Contact events are best effort; records come at least once, late one time in eight. */
const CHANNELS: UnreliableKinds = {
  contactEvents: { delay: [0.1, 1.5], loss: 1 / 100, duplication: 1 / 20 },
  contactRecords: { late: 1 / 8, lateDelay: [600, 1800], duplication: 1 / 6 },
};

/** A finished contact is updated, and its record sent again, one time in ten, after so many seconds. */
const UPDATED = { chance: 1 / 10, afterSeconds: [180, 600] } as const;

/** Told what becomes of a contact as it becomes of it, whether or not the event will arrive. */
export type SeeContact = (eventType: string, contact: Contact) => void;

/**
 * The bank's telephone lines as a day of the story needs them: agents come, and what Connect emits
 * arrives as unreliably as it may. Every chapter can place calls, through `simulator`.
 */
export class StoryLine {
  readonly simulator: ContactSimulator;
  readonly crew: Crew;
  /** What flows ask functions, and what they are answered. */
  readonly invocations: FlowInvocations;
  readonly #watching: SeeContact[] = [];
  readonly #silent = new Set<string>();
  readonly #bank: DemoBank;
  readonly #random: Random;

  constructor(bank: DemoBank, { seed, instance }: { seed: number; instance: Instance }) {
    const { clock } = bank;
    const random = new Random(seed + 15_485_863);
    this.#bank = bank;
    this.#random = random;
    this.invocations = new FlowInvocations(clock);
    this.simulator = openBankLine(bank, {
      seed,
      instance,
      invoke: (functions) => this.invocations.between(functions),
      emissions: (stack) => this.#watched(unreliable(stack, { clock, random, ...CHANNELS })),
    });
    this.crew = new Crew(this.simulator, { clock, random, queues: BANK_QUEUES });
  }

  onContact(see: SeeContact): void {
    this.#watching.push(see);
  }

  /** From now on the events of this contact, and of those that follow it, never arrive. */
  loseEventsOf({ root }: Contact): void {
    this.#silent.add(root);
  }

  #watched(channels: Emissions): Emissions {
    return { ...channels, contactEvent: (event) => this.#event(event, channels) };
  }

  #event(event: BusEvent, channels: Emissions): void {
    const { contactId, eventType } = event.detail as { contactId: string; eventType: string };
    const contact = this.simulator.contact(contactId);
    if (contact === undefined) throw new Error(`an event of ${contactId}, which is no contact`);
    this.crew.see(event);
    for (const see of this.#watching) see(eventType, contact);
    if (!this.#silent.has(contact.root)) channels.contactEvent(event);
    if (eventType === "COMPLETED") this.#perhapsUpdate(contactId);
  }

  #perhapsUpdate(contactId: string): void {
    const { clock } = this.#bank;
    if (!this.#random.chance(UPDATED.chance)) return;
    const after = this.#random.between(...UPDATED.afterSeconds);
    clock.at(clock.now() + 1000 * after, () =>
      this.simulator.updateContactAttributes(contactId, {}),
    );
  }
}
