import type { Instance, Queue } from "../contact.ts";
import type { Flow } from "../language/flow.ts";
import type { OpeningHours } from "./hours-of-operation.ts";

export interface FlowResource {
  readonly arn: string;
  readonly name: string;
  readonly flow: Flow;
}

export interface QueueResource extends Queue {
  /** ARN of the hours of operation. */
  readonly hoursOfOperation?: string;
  /** The most contacts that may wait. @default no limit */
  readonly maximumContacts?: number;
  /** E.164; what customers of callbacks see. */
  readonly outboundCallerId?: string;
  /** ARN or id of the flow that the customer of a callback hears first. */
  readonly outboundWhisperFlow?: string;
}

export interface HoursResource {
  readonly arn: string;
  readonly name: string;
  readonly hours: OpeningHours;
}

export interface PromptResource {
  readonly arn: string;
  /** What the transcript says in its place. */
  readonly text: string;
  readonly seconds: number;
}

interface Named {
  /** The last part of the ARN. @default the name */
  readonly id?: string;
  /** @default an ARN of this instance */
  readonly arn?: string;
}

/**
 * What is set up in the instance. Flows name these things by ARN or by id, which is the last part of
 * the ARN; here the name is the id unless another one is given.
 */
export class Resources {
  readonly #instance: Instance;
  readonly #flows = new Map<string, FlowResource>();
  readonly #modules = new Map<string, FlowResource>();
  readonly #queues = new Map<string, QueueResource>();
  readonly #hours = new Map<string, HoursResource>();
  readonly #prompts = new Map<string, PromptResource>();
  readonly #numbers = new Map<string, string>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  addFlow(name: string, flow: Flow, named: Named = {}): FlowResource {
    return this.#add(this.#flows, { name, flow, arn: this.#arn("contact-flow", name, named) });
  }

  addModule(name: string, flow: Flow, named: Named = {}): FlowResource {
    return this.#add(this.#modules, { name, flow, arn: this.#arn("flow-module", name, named) });
  }

  addQueue(name: string, other: Omit<QueueResource, "arn" | "name"> & Named = {}): QueueResource {
    const { id: _, ...queue } = other;
    return this.#add(this.#queues, { ...queue, name, arn: this.#arn("queue", name, other) });
  }

  addHours(name: string, hours: OpeningHours, named: Named = {}): HoursResource {
    return this.#add(this.#hours, { name, hours, arn: this.#arn("operating-hours", name, named) });
  }

  /** @param other `text`: what transcripts show in its place; by default the name */
  addPrompt(name: string, seconds: number, other: { text?: string } & Named = {}): PromptResource {
    const { text = name } = other;
    return this.#add(this.#prompts, { text, seconds, arn: this.#arn("prompt", name, other) });
  }

  /** Claims a telephone number. @param flow ARN or id of the flow that answers it */
  addNumber(number: string, flow: string): void {
    this.#numbers.set(number, flow);
  }

  /** The number that was claimed first. */
  get firstNumber(): string | undefined {
    return this.#numbers.keys().next().value;
  }

  /** The flow that answers a telephone number. */
  flowOf(number: string): FlowResource | undefined {
    const flow = this.#numbers.get(number);
    return flow === undefined ? undefined : this.flow(flow);
  }

  flow(arnOrId: string): FlowResource | undefined {
    // A flow may be named with its version or as the saved draft: both are this one here.
    return this.#flows.get(arnOrId.replace(/:(\$SAVED|\d+)$/, ""));
  }

  module(arnOrId: string): FlowResource | undefined {
    return this.#modules.get(arnOrId.replace(/:[^:/]+$/, "")) ?? this.#modules.get(arnOrId);
  }

  queue(arnOrId: string): QueueResource | undefined {
    const known = this.#queues.get(arnOrId);
    if (known) return known;
    const [, agent] = /\/queue\/agent\/([^/]+)$/.exec(arnOrId) ?? [];
    return agent === undefined ? undefined : this.agentQueue(agent);
  }

  /** The queue that an agent has alone. @param agent id, or ARN of the agent */
  agentQueue(agent: string): QueueResource {
    const id = agent.split("/").at(-1) ?? agent;
    return { arn: `${this.#instance.arn}/queue/agent/${id}`, name: id };
  }

  hours(arnOrId: string): HoursResource | undefined {
    return this.#hours.get(arnOrId);
  }

  prompt(arnOrId: string): PromptResource | undefined {
    return this.#prompts.get(arnOrId);
  }

  #arn(kind: string, name: string, { id = name, arn }: Named): string {
    return arn ?? `${this.#instance.arn}/${kind}/${id}`;
  }

  /** Found by ARN and by id from now on; the newest counts. */
  #add<T extends { readonly arn: string }>(to: Map<string, T>, added: T): T {
    to.set(added.arn, added);
    to.set(added.arn.split("/").at(-1) ?? added.arn, added);
    return added;
  }
}
