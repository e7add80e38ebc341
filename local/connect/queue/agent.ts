import type { Contact, ContactAgent } from "../contact.ts";

/** What an agent in a conversation can do. */
export interface Conversation {
  readonly contact: Contact;
  /** Goes on talking. @throws Interrupted when the customer hangs up */
  talk(seconds: number): Promise<void>;
  /** Puts the customer on hold for so long; the hold flows run. @throws Interrupted */
  hold(seconds: number): Promise<void>;
  /**
   * Hands the customer over to a queue as a new contact, and leaves.
   * @param queue ARN or id
   * @param flow ARN or id of a queue-transfer flow that runs first
   */
  transferToQueue(queue: string, flow?: string): void;
  /** Hands the customer over to another agent. @param agent id */
  transferToAgent(agent: string, flow?: string): void;
}

/** How an agent works. */
export interface AgentBehaviour {
  /** Seconds until they take an offered contact; undefined: they miss it. @default 2 */
  answersAfter?(contact: Contact): number | undefined;
  /** The conversation; when it is over, the agent hangs up. @default talks for a minute */
  talks?(conversation: Conversation): Promise<void>;
  /** Seconds of after-contact work. @default 0 */
  wrapsUpFor?(contact: Contact): number;
  /** What they are after a contact: their next status. @default available */
  readonly nextState?: AgentState;
  /** Seconds until an agent who missed a contact is available again. @default 30 */
  readonly backAfterMissSeconds?: number;
}

export interface AgentSetup {
  readonly username: string;
  /** The last part of the agent's ARN. @default the username */
  readonly id?: string;
  /** ARNs or ids of the queues they serve. */
  readonly queues: readonly string[];
  readonly behaviour?: AgentBehaviour;
  /** @default available */
  readonly state?: "available" | "offline" | "nonProductive";
}

export type AgentState =
  | "offline"
  | "available"
  | "offered"
  | "busy"
  | "afterContactWork"
  | "missed"
  | "nonProductive";

/** One agent of the instance. */
export class Agent implements ContactAgent {
  readonly id: string;
  readonly arn: string;
  readonly username: string;
  /** ARNs. */
  readonly queues: ReadonlySet<string>;
  readonly behaviour: AgentBehaviour;
  state: AgentState;

  constructor(setup: AgentSetup, arn: string, queues: ReadonlySet<string>) {
    this.id = setup.id ?? setup.username;
    this.arn = arn;
    this.username = setup.username;
    this.queues = queues;
    this.behaviour = setup.behaviour ?? {};
    this.state = setup.state ?? "available";
  }
}
