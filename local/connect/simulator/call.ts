import type { LocalClock } from "../../clock/clock.ts";
import type { Contact, Instance } from "../contact.ts";
import type { CallContext } from "../flow/call-context.ts";
import { contactRoots } from "../flow/contact-roots.ts";
import { Interrupted } from "../flow/interruption.ts";
import { filledIn, type Roots, referred } from "../flow/references.ts";
import type { CallersLine } from "../line/line.ts";
import type { Trace } from "./trace.ts";

/** What came of a call. */
export interface CallResult {
  /** In order: transfers are contacts of their own. */
  readonly contacts: readonly Contact[];
  /** DisconnectReason of the last one. */
  readonly disconnectReason: string | undefined;
  readonly trace: Trace;
}

/** A simulated telephone call, from ringing to hanging up. */
export class Call implements CallersLine {
  readonly #context: CallContext;
  readonly #clock: LocalClock;
  readonly #life: Promise<void>;
  readonly #instance: Instance;

  constructor(context: CallContext, clock: LocalClock, life: Promise<void>, instance: Instance) {
    this.#context = context;
    this.#clock = clock;
    this.#life = life;
    this.#instance = instance;
  }

  get trace(): Trace {
    return this.#context.trace;
  }

  /** The current contact. */
  get contact(): Contact {
    return this.#context.contact;
  }

  get contacts(): readonly Contact[] {
    return this.#context.contacts;
  }

  /** Whether the customer is on the line. */
  get open(): boolean {
    return this.#context.line?.open === true;
  }

  press(keys: string): void {
    this.#context.line?.press(keys);
  }

  hangUp(): void {
    this.#context.line?.hangUp();
  }

  /** Ends the call from outside, at once; its contact's DisconnectReason is OTHER. */
  end(): void {
    this.#context.interruption.interrupt(new Interrupted("over"));
  }

  /** What a reference such as `$.Attributes.name` stands for now; undefined for nothing. */
  resolve(reference: string): unknown {
    return referred(reference, this.#roots());
  }

  /** A text with the references in it filled in. */
  fill(text: string): string {
    return filledIn(text, this.#roots());
  }

  /** Before any flow runs there is only what belongs to the contact. */
  #roots(): Roots {
    return this.#context.run?.roots() ?? contactRoots(this.contact, this.#instance);
  }

  /**
   * Waits for the end of the call. Contact events follow at once, the contact record minutes later:
   * see `settled` of the simulator.
   * @throws CallProblem when the call could not be simulated to its end
   */
  async ended(): Promise<CallResult> {
    await this.#clock.waiting(this.#life);
    const { problem, contacts, trace } = this.#context;
    if (problem) throw problem;
    return { contacts, disconnectReason: contacts.at(-1)?.disconnectReason, trace };
  }
}
