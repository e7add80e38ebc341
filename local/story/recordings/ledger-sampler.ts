import type { ContactState } from "../../../src/recordings/contact-state.ts";
import { listByState } from "../../../src/recordings/list.ts";
import type { DemoBank } from "../../demo-bank.ts";
import { MINUTE } from "../day.ts";
import type { Witness } from "../witness.ts";

/** How far along its life a contact is; it never goes back. */
const PHASE: Readonly<Record<ContactState, number>> = {
  INITIALISED: 0,
  "IN_PROGRESS - QUEUE/IVR": 1,
  "IN_PROGRESS - AGENT": 1,
  "COMPLETED - QUEUE/IVR": 2,
  "COMPLETED - AGENT": 2,
};

const EVERY: number = 10 * MINUTE;

/** Looks at the open contacts of the ledger again and again, and holds each against what it was. */
export class LedgerSampler {
  readonly #seen = new Map<string, { readonly state: ContactState; readonly version: number }>();
  readonly #bank: DemoBank;
  readonly #witness: Witness;
  #looks = 0;

  constructor(bank: DemoBank, witness: Witness) {
    this.#bank = bank;
    this.#witness = witness;
  }

  /** Looks until `over`; a store that fails is looked at again later. */
  async watch(over: () => boolean): Promise<void> {
    while (!over()) {
      await this.#bank.clock.sleep(EVERY);
      await this.#look().catch(() => {
        // The store's outage is part of the day; the next look sees what this one did not.
      });
    }
  }

  get looks(): number {
    return this.#looks;
  }

  async #look(): Promise<void> {
    const ledger = {
      client: this.#bank.dynamodb,
      table: this.#bank.tableName("ContactId"),
      clock: this.#bank.clock,
    };
    for (const state of Object.keys(PHASE) as ContactState[]) {
      for (const { contactId, version } of await listByState(ledger, state)) {
        this.#hold(contactId, { state, version });
      }
    }
    this.#looks += 1;
  }

  #hold(contactId: string, now: { readonly state: ContactState; readonly version: number }): void {
    const seen = this.#seen.get(contactId);
    this.#seen.set(contactId, now);
    // A queue's row is deleted when its grace is over; a log line that comes later makes another.
    if (seen === undefined || now.version < seen.version) return;
    const [before, state] = [seen.state, now.state];
    const back = PHASE[state] < PHASE[before];
    const lostItsAgent = before.endsWith("AGENT") && !state.endsWith("AGENT");
    this.#witness.check(
      "noContactGoesBackwards",
      !back && !lostItsAgent,
      () => `a contact was ${before} and became ${state}`,
    );
  }
}
