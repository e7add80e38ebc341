import type { Contact as DescribedContact } from "@aws-sdk/client-connect";
import { Random } from "../../random.ts";
import type { Caller } from "../caller/caller.ts";
import type { Contact, Instance } from "../contact.ts";
import { describedContact } from "../describe-contact.ts";
import { CallContext, type CallParty } from "../flow/call-context.ts";
import { NotSetUpError } from "../flow/problem.ts";
import type { Phone } from "../instance/phone.ts";
import { type FlowResource, Resources } from "../instance/resources.ts";
import { beginContact } from "../life/begin-contact.ts";
import { limitCall, liveCall } from "../life/live-call.ts";
import { Agent, type AgentSetup, type AgentState } from "../queue/agent.ts";
import { Call } from "./call.ts";
import type { SimulatorOptions } from "./options.ts";
import { SimulatedCentre } from "./simulated-centre.ts";

export interface CallOptions extends CallParty {
  /** E.164, or `anonymous`. */
  readonly from: string;
  /** The number that is dialled. @default the instance's first */
  readonly to?: string;
  /** ARN or id of the flow that answers. @default the flow of the dialled number */
  readonly flow?: string;
  readonly caller: Caller;
  /** Contact attributes to begin with, as the API can set them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * The contact simulator: an Amazon Connect instance of which everything is simulated but the flows
 * and the Lambda functions, which are the real ones. It knows nothing of the systems it serves.
 */
export class ContactSimulator {
  readonly resources: Resources;
  readonly #options: SimulatorOptions;
  readonly #centre: SimulatedCentre;
  readonly #random: Random;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.resources = options.resources ?? new Resources(options.instance);
    this.#random = new Random(options.seed);
    this.#centre = new SimulatedCentre(options, this.resources, this.#random);
  }

  get instance(): Instance {
    return this.#options.instance;
  }

  /**
   * A customer calls. The call goes on by itself, on the clock.
   * @throws NotSetUpError when nothing answers: no such number or flow
   */
  call(options: CallOptions): Call {
    const { clock } = this.#options;
    const to = options.to ?? this.resources.firstNumber ?? "+10000000000";
    const flow = this.#answering(options, to);
    const context = new CallContext(clock, options, new Random(this.#random.between(0, 2 ** 31)));
    beginContact(this.#centre, context, {
      initiationMethod: "INBOUND",
      customerAddress: options.from,
      systemAddress: to,
      ...(options.attributes && { attributes: options.attributes }),
    });
    const life = clock.start("call", () =>
      liveCall(this.#centre, context, async () => {
        // Whoever calls has the call in hand before anything happens in it.
        await Promise.resolve();
        context.connect(options.caller);
        limitCall(this.#centre, context);
        return { in: "flow", flow };
      }),
    );
    this.#centre.pending(life);
    return new Call(context, clock, life, this.instance);
  }

  addAgent(setup: AgentSetup): Agent {
    const { resources } = this;
    const id = setup.id ?? setup.username;
    const queues = setup.queues.map((queue) => {
      const found = resources.queue(queue);
      if (found === undefined) throw new NotSetUpError(`there is no queue "${queue}"`);
      return found.arn;
    });
    const own = resources.agentQueue(id).arn;
    const agent = new Agent(setup, `${this.instance.arn}/agent/${id}`, new Set([...queues, own]));
    this.#centre.router.add(agent);
    return agent;
  }

  setAgentState(agent: Agent, state: AgentState): void {
    this.#centre.router.setState(agent, state);
  }

  /** A telephone outside, for callbacks and transfers. Any other number rings without an answer. */
  addPhone(number: string, phone: Phone): void {
    this.#centre.phones.set(number, phone);
  }

  /** Calls that the centre itself began: callbacks, in the order of their creation. */
  get callbacks(): readonly Call[] {
    return this.#centre.callbacks;
  }

  contact(contactId: string): Contact | undefined {
    return this.#centre.contacts.get(contactId)?.contact;
  }

  /** @returns what DescribeContact answers; undefined: ResourceNotFoundException */
  describeContact(contactId: string): DescribedContact | undefined {
    const contact = this.contact(contactId);
    return contact && describedContact(contact, this.instance);
  }

  /**
   * The API's StopContact, which ends calls in and queued callbacks, at once.
   * @returns `refused` for transfers and the like, which it does not end
   */
  stopContact(contactId: string): "stopped" | "refused" | "not-found" {
    return this.#centre.stop(contactId);
  }

  /** The API's UpdateContactAttributes, also of a contact that is over: its record comes again. */
  updateContactAttributes(
    contactId: string,
    attributes: Readonly<Record<string, string>>,
  ): "updated" | "not-found" {
    const contact = this.contact(contactId);
    if (contact === undefined) return "not-found";
    Object.assign(contact.attributes, attributes);
    this.#centre.world.updated(contact);
    return "updated";
  }

  /**
   * Waits until every contact is over, callbacks too, and all that they emit is out.
   * @throws the first CallProblem of a callback
   */
  settled(): Promise<void> {
    return this.#centre.settled();
  }

  #answering({ flow }: CallOptions, to: string): FlowResource {
    const found = flow === undefined ? this.resources.flowOf(to) : this.resources.flow(flow);
    if (found) return found;
    throw new NotSetUpError(
      flow === undefined ? "no flow answers at the dialled number" : `there is no flow "${flow}"`,
    );
  }
}
