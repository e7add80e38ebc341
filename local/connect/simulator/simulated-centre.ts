import { Random } from "../../random.ts";
import type { Contact } from "../contact.ts";
import { Emitter } from "../emissions/emitter.ts";
import { CallContext } from "../flow/call-context.ts";
import { Interrupted } from "../flow/interruption.ts";
import type { CallbackRequest, World } from "../flow/world.ts";
import type { Phone } from "../instance/phone.ts";
import type { Resources } from "../instance/resources.ts";
import { beginContact } from "../life/begin-contact.ts";
import { callbackStage } from "../life/callback.ts";
import type { Centre, CentreSettings } from "../life/centre.ts";
import { liveCall } from "../life/live-call.ts";
import { callThirdParty } from "../life/third-party.ts";
import { Router } from "../queue/router.ts";
import { Call } from "./call.ts";
import { DEFAULTS, type SimulatorOptions } from "./options.ts";

/** An update of a finished contact is in its next record after so many seconds. */
const UPDATED_RECORD_AFTER_SECONDS = 60;

const SILENT_LAMBDA_SECONDS = 20;

/** StopContact does not end these. */
const UNSTOPPABLE = /^(DISCONNECT|TRANSFER|QUEUE_TRANSFER|EXTERNAL_OUTBOUND)$/;

/** Everything of a simulated instance that its contacts share. */
export class SimulatedCentre implements Centre {
  readonly world: World;
  readonly router: Router;
  readonly settings: CentreSettings;
  readonly random: Random;
  readonly phones: Map<string, Phone> = new Map();
  readonly contacts: Map<string, { readonly contact: Contact; readonly call: CallContext }> =
    new Map();
  readonly callbacks: Call[] = [];
  readonly #recorded = new Set<Contact>();
  readonly #pending = new Set<Promise<unknown>>();

  constructor(options: SimulatorOptions, resources: Resources, random: Random) {
    const { clock, instance } = options;
    this.random = random;
    this.router = new Router(clock);
    this.settings = {
      ...DEFAULTS,
      recordingsPrefix: `connect/${instance.alias}/CallRecordings`,
      ...options.settings,
    };
    this.world = {
      clock,
      instance,
      resources,
      invoke: options.invoke,
      pace: options.pace ?? {},
      emitter: new Emitter(clock, instance, options.emissions, random),
      board: this.router,
      longestSilentLambdaSeconds: options.longestSilentLambdaSeconds ?? SILENT_LAMBDA_SECONDS,
      createCallback: (call, request) => this.#createCallback(call, request),
      callThirdParty: (call, request) => callThirdParty(this, call, request),
      updated: (contact) => this.#updated(contact),
    };
  }

  phone(number: string): Phone | undefined {
    return this.phones.get(number);
  }

  began(contact: Contact, call: CallContext): void {
    this.contacts.set(contact.contactId, { contact, call });
  }

  recorded(contact: Contact): void {
    this.#recorded.add(contact);
  }

  pending(work: Promise<unknown>): void {
    this.#pending.add(work);
    const done = () => this.#pending.delete(work);
    // Whoever waits for it sees the failure; here it only must not count as unhandled.
    work.then(done, () => {});
  }

  stop(contactId: string): "stopped" | "refused" | "not-found" {
    const found = this.contacts.get(contactId);
    if (found === undefined) return "not-found";
    const { contact, call } = found;
    if (UNSTOPPABLE.test(contact.initiationMethod)) return "refused";
    if (call.contact === contact) call.interruption.interrupt(new Interrupted("stopped"));
    return "stopped";
  }

  async settled(): Promise<void> {
    while (this.#pending.size > 0) await this.world.clock.waiting(Promise.all(this.#pending));
  }

  #createCallback(call: CallContext, request: CallbackRequest): Contact {
    const { clock } = this.world;
    const context = new CallContext(clock, call.party, new Random(call.random.between(0, 2 ** 31)));
    const contact = beginContact(this, context, {
      initiationMethod: "CALLBACK",
      customerAddress: request.number,
      systemAddress: call.contact.systemAddress,
      previous: call.contact,
    });
    call.trace.add({ kind: "life", ...call.mark, what: "callback created" });
    const life = clock.start("callback", () =>
      liveCall(this, context, () => callbackStage(this, context, request)),
    );
    const callback = new Call(context, clock, life, this.world.instance);
    this.callbacks.push(callback);
    this.pending(clock.start("callback", () => callback.ended()));
    return contact;
  }

  /** Attributes of a contact, or its recording, are new. */
  #updated(contact: Contact): void {
    const { clock, emitter } = this.world;
    contact.touch();
    if (contact.disconnectedAt === undefined) {
      emitter.event(contact, "CONTACT_DATA_UPDATED", ["UserDefinedAttributes"]);
    } else if (this.#recorded.has(contact)) {
      this.pending(
        clock.start("updated record", async () => {
          await clock.sleep(1000 * UPDATED_RECORD_AFTER_SECONDS);
          emitter.record(contact);
        }),
      );
    }
  }
}
