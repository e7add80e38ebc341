import type { LocalClock } from "../../clock/clock.ts";
import type { Contact } from "../contact.ts";
import type { AgentCounts, QueueBoard } from "../flow/world.ts";
import type { Agent, AgentState } from "./agent.ts";

/** An agent has so long to take a contact (administrator guide, agent states). */
const OFFER_SECONDS = 20;
const ANSWERS_AFTER = 2;
const BACK_AFTER_MISS = 30;

/** A contact's place in a queue. */
export interface Place {
  /** Gives the place up; nothing where an agent took the contact. */
  leave(): void;
}

interface Entry {
  readonly contact: Contact;
  readonly queueArn: string;
  readonly since: number;
  readonly taken: (agent: Agent) => void;
  readonly missed: (agent: Agent) => void;
  withdraw: (() => void) | undefined;
}

/** Brings waiting contacts and available agents together: the most urgent first, then the oldest. */
export class Router implements QueueBoard {
  readonly #clock: LocalClock;
  readonly #agents: Agent[] = [];
  readonly #waiting = new Set<Entry>();
  /** Places of contacts that are on their way into a queue. */
  readonly #reserved = new Map<Contact, string>();

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  add(agent: Agent): void {
    this.#agents.push(agent);
    this.#match();
  }

  agent(id: string): Agent | undefined {
    return this.#agents.find((agent) => agent.id === id || agent.arn === id);
  }

  setState(agent: Agent, state: AgentState): void {
    agent.state = state;
    if (state === "available") this.#match();
  }

  /** The contact waits from now on. @param on what becomes of it: taken, once; missed, by anyone */
  enter(
    contact: Contact,
    queueArn: string,
    on: { taken(agent: Agent): void; missed(agent: Agent): void },
  ): Place {
    const entry: Entry = {
      contact,
      queueArn,
      since: this.#clock.now() - 1000 * contact.settings.queueTimeAdjustmentSeconds,
      taken: (agent) => on.taken(agent),
      missed: (agent) => on.missed(agent),
      withdraw: undefined,
    };
    this.#reserved.delete(contact);
    this.#waiting.add(entry);
    this.#match();
    return {
      leave: () => {
        this.#waiting.delete(entry);
        entry.withdraw?.();
      },
    };
  }

  waiting(queueArn: string): number {
    return this.#in(queueArn).length;
  }

  reserve(contact: Contact, queueArn: string, most: number): boolean {
    const coming = [...this.#reserved].filter(
      ([other, queue]) => queue === queueArn && other.disconnectedAt === undefined,
    );
    if (this.waiting(queueArn) + coming.length >= most) return false;
    this.#reserved.set(contact, queueArn);
    return true;
  }

  oldestAge(queueArn: string): number {
    const ages = this.#in(queueArn).map(
      ({ contact }) => this.#clock.now() - (contact.enqueuedAt ?? this.#clock.now()),
    );
    return Math.max(0, ...ages);
  }

  agents(queueArn: string): AgentCounts {
    const states = this.#agents
      .filter(({ queues }) => queues.has(queueArn))
      .map(({ state }) => state);
    const count = (...wanted: AgentState[]) =>
      states.filter((state) => wanted.includes(state)).length;
    return {
      online: states.length - count("offline"),
      available: count("available"),
      staffed: states.length - count("offline", "nonProductive"),
      afterContactWork: count("afterContactWork"),
      busy: count("busy", "offered"),
      missed: count("missed"),
      nonProductive: count("nonProductive"),
    };
  }

  #in(queueArn: string): Entry[] {
    return [...this.#waiting].filter((entry) => entry.queueArn === queueArn);
  }

  #match(): void {
    for (const agent of this.#agents) {
      if (agent.state !== "available") continue;
      const [next] = [...this.#waiting]
        .filter(({ queueArn, withdraw }) => !withdraw && agent.queues.has(queueArn))
        .sort(byUrgency);
      if (next) this.#offer(agent, next);
    }
  }

  #offer(agent: Agent, entry: Entry): void {
    const { contact } = entry;
    agent.state = "offered";
    contact.agentConnectionAttempts += 1;
    const { behaviour } = agent;
    const after = behaviour.answersAfter ? behaviour.answersAfter(contact) : ANSWERS_AFTER;
    const takes = after !== undefined && after <= OFFER_SECONDS;
    const at = this.#clock.now() + 1000 * (takes ? after : OFFER_SECONDS);
    const timer = this.#clock.at(at, () => {
      entry.withdraw = undefined;
      if (takes) this.#take(agent, entry);
      else this.#miss(agent, entry);
    });
    entry.withdraw = () => {
      timer.cancel();
      entry.withdraw = undefined;
      this.setState(agent, "available");
    };
  }

  #take(agent: Agent, entry: Entry): void {
    this.#waiting.delete(entry);
    agent.state = "busy";
    entry.taken(agent);
  }

  #miss(agent: Agent, entry: Entry): void {
    agent.state = "missed";
    entry.missed(agent);
    const back =
      this.#clock.now() + 1000 * (agent.behaviour.backAfterMissSeconds ?? BACK_AFTER_MISS);
    this.#clock.at(back, () => {
      if (agent.state === "missed") this.setState(agent, "available");
    });
    this.#match();
  }
}

function byUrgency(a: Entry, b: Entry): number {
  const urgency = a.contact.settings.queuePriority - b.contact.settings.queuePriority;
  return urgency || a.since - b.since;
}
