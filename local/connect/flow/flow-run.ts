import type { Contact } from "../contact.ts";
import type { FlowResource, QueueResource } from "../instance/resources.ts";
import type { CallContext } from "./call-context.ts";
import { contactRoots } from "./contact-roots.ts";
import { Interruption } from "./interruption.ts";
import type { Roots } from "./references.ts";
import type { World } from "./world.ts";

export interface AgentOfRun {
  readonly arn: string;
  readonly username: string;
}

export interface FlowRunStart {
  readonly world: World;
  readonly call: CallContext;
  readonly contact: Contact;
  readonly flow: FlowResource;
  /** Who hears the flow's prompts. @default customer */
  readonly hearer?: "customer" | "agent";
  /** In whisper, hold and agent-transfer flows. */
  readonly agent?: AgentOfRun | undefined;
  /** Stops the flow. @default the call's */
  readonly interruption?: Interruption;
}

/** A contact on its way through a flow, and the flows that one hands over to. */
export class FlowRun {
  readonly world: World;
  readonly call: CallContext;
  readonly contact: Contact;
  readonly hearer: "customer" | "agent";
  readonly agent: AgentOfRun | undefined;
  readonly interruption: Interruption;
  flow: FlowResource;
  /** `$.FlowAttributes`: gone when another flow takes over. */
  flowAttributes: Readonly<Record<string, string>> = {};
  /** Identifier of the Loop prompts that the flow interrupted last, and resumes at its end. */
  interrupted: string | undefined;
  /** Flow modules this run is within. */
  depth = 0;
  /** Milliseconds that Lambda functions took since the customer last heard something. */
  silentLambdaMs = 0;

  constructor(start: FlowRunStart) {
    this.world = start.world;
    this.call = start.call;
    this.contact = start.contact;
    this.flow = start.flow;
    this.hearer = start.hearer ?? "customer";
    this.agent = start.agent;
    this.interruption = start.interruption ?? new Interruption(start.call.interruption);
  }

  /** The working queue, or else the one the contact waits in. */
  get queue(): QueueResource | undefined {
    const { settings, queue } = this.contact;
    if (settings.targetQueue !== undefined) return this.world.resources.queue(settings.targetQueue);
    return queue && this.world.resources.queue(queue.arn);
  }

  roots(): Roots {
    return contactRoots(this.contact, this.world.instance, this);
  }
}
