import type { LocalClock } from "../clock/clock.ts";
import type { Contact } from "../connect/contact.ts";
import type { Agent, AgentBehaviour, Conversation } from "../connect/queue/agent.ts";
import type { ContactSimulator } from "../connect/simulator/contact-simulator.ts";
import type { BusEvent } from "../delivery/event-bus.ts";
import type { Random } from "../random.ts";

/** Seconds that a contact waits until an agent comes. */
const COMES_AFTER = [300, 900] as const;

/** Who missed a contact is back by then. */
const BACK_AFTER_MS = 60_000;

/** Who waits all the same, because others had waited longer, gets another agent after so long. */
const NEXT_COMES_AFTER_MS = 30_000;

/**
 * The agents of the bank. When somebody has waited long enough one comes, takes whoever has waited
 * longest, talks, and leaves: callers wait for some minutes, and nobody for ever, however many call.
 */
export class Crew {
  readonly #simulator: ContactSimulator;
  readonly #clock: LocalClock;
  readonly #random: Random;
  readonly #queues: readonly string[];
  readonly #agents: Agent[] = [];
  /** Ids of contacts that no agent has taken. */
  readonly #waiting = new Set<string>();
  /** How often the contacts of a customer are still missed, by telephone number. */
  readonly #misses = new Map<string, number>();

  /** @param queues names or ARNs of those that they serve */
  constructor(
    simulator: ContactSimulator,
    {
      clock,
      random,
      queues,
    }: { readonly clock: LocalClock; readonly random: Random; readonly queues: readonly string[] },
  ) {
    this.#simulator = simulator;
    this.#clock = clock;
    this.#random = random;
    this.#queues = queues;
  }

  /** Is told every contact event. */
  see({ detail }: BusEvent): void {
    const { eventType, contactId = "" } = detail as { eventType?: string; contactId?: string };
    if (eventType === "DISCONNECTED") this.#waiting.delete(contactId);
    if (eventType !== "QUEUED") return;
    this.#waiting.add(contactId);
    this.#comeAfter(1000 * this.#random.between(...COMES_AFTER), contactId);
  }

  /** The next agent who is offered a contact of this customer does not take it. */
  misses(customerAddress: string): void {
    this.#misses.set(customerAddress, (this.#misses.get(customerAddress) ?? 0) + 1);
  }

  #comeAfter(milliseconds: number, contactId: string): void {
    this.#clock.at(this.#clock.now() + milliseconds, () => {
      if (!this.#waiting.has(contactId)) return;
      const agent = this.#agents.find(({ state }) => state === "offline") ?? this.#hired();
      this.#simulator.setAgentState(agent, "available");
      this.#goesAfter(NEXT_COMES_AFTER_MS, agent);
      this.#comeAfter(NEXT_COMES_AFTER_MS, contactId);
    });
  }

  /** An agent who was offered nothing, or whose caller hung up meanwhile. */
  #goesAfter(milliseconds: number, agent: Agent): void {
    this.#clock.at(this.#clock.now() + milliseconds, () => {
      if (agent.state === "available") this.#simulator.setAgentState(agent, "offline");
    });
  }

  #hired(): Agent {
    const agent: Agent = this.#simulator.addAgent({
      username: `agent-${this.#agents.length + 1}`,
      queues: this.#queues,
      state: "offline",
      behaviour: this.#behaviour(() => this.#goesAfter(BACK_AFTER_MS, agent)),
    });
    this.#agents.push(agent);
    return agent;
  }

  #behaviour(misses: () => void): AgentBehaviour {
    const random = this.#random;
    return {
      answersAfter: (contact) => {
        if (this.#isMissed(contact)) {
          misses();
          return undefined;
        }
        this.#waiting.delete(contact.contactId);
        return random.between(2, 9);
      },
      talks: (conversation) => talks(conversation, random),
      wrapsUpFor: () => random.between(5, 40),
      nextState: "offline",
    };
  }

  #isMissed({ customerAddress }: Contact): boolean {
    const left = this.#misses.get(customerAddress) ?? 0;
    if (left > 0) this.#misses.set(customerAddress, left - 1);
    return left > 0;
  }
}

/** Some callers are put on hold. */
async function talks(conversation: Conversation, random: Random): Promise<void> {
  await conversation.talk(random.between(30, 200));
  if (!random.chance(0.2)) return;
  await conversation.hold(random.between(10, 60));
  await conversation.talk(random.between(20, 120));
}
