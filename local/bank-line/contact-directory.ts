import type { Contacts } from "../aws/connect/connect-api.ts";
import type { ContactSimulator } from "../connect/simulator/contact-simulator.ts";

/** The contacts that Connect's API tells of: those of every simulator that was added. */
export class ContactDirectory implements Contacts {
  readonly #simulators: ContactSimulator[] = [];

  add(simulator: ContactSimulator): void {
    this.#simulators.push(simulator);
  }

  describe(contactId: string): Readonly<Record<string, unknown>> | undefined {
    for (const simulator of this.#simulators) {
      const contact = simulator.describeContact(contactId);
      // Over HTTP there are no dates.
      if (contact) return JSON.parse(JSON.stringify(contact)) as Record<string, unknown>;
    }
    return undefined;
  }

  stop(contactId: string): boolean {
    return this.#simulators.some(
      (simulator) =>
        simulator.contact(contactId)?.disconnectedAt === undefined &&
        simulator.stopContact(contactId) === "stopped",
    );
  }
}
