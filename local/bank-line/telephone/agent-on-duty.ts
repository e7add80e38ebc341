import type { LocalClock } from "../../clock/clock.ts";
import type { Timer } from "../../clock/timers.ts";
import type { Agent, Conversation } from "../../connect/queue/agent.ts";
import type { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { BusEvent } from "../../delivery/event-bus.ts";

/** Seconds. */
const ANSWERS_AFTER = 2;
const TALKS_FOR = 20;
const HOLDS_FOR = 10;

/** A callback that would find the caller on the telephone waits so long, and again. */
const LATER_MS = 5_000;

export interface Duty {
  /** ARNs. */
  readonly queues: readonly string[];
  /** How long whoever waits has to wait; undefined: until `takeNext`. */
  readonly afterSeconds: number | undefined;
  /** Whether the caller is on the telephone, and cannot be called back. */
  readonly isEngaged: () => boolean;
  /** A callback is about to be dialled. @returns seconds until it is, at most 20 */
  readonly aboutToDial: () => number;
}

/**
 * The bank's one agent: busy elsewhere until somebody has waited long enough; then talks, puts on
 * hold, talks again, hangs up, and is busy elsewhere.
 */
export class AgentOnDuty {
  readonly #simulator: ContactSimulator;
  readonly #clock: LocalClock;
  readonly #duty: Duty;
  readonly #agent: Agent;
  /** Contacts that wait, with what ends their wait. */
  readonly #waits = new Map<string, Timer | undefined>();
  #isElsewhere = true;

  constructor(simulator: ContactSimulator, clock: LocalClock, duty: Duty) {
    this.#simulator = simulator;
    this.#clock = clock;
    this.#duty = duty;
    this.#agent = simulator.addAgent({
      username: "ana",
      queues: duty.queues,
      state: "nonProductive",
      behaviour: {
        answersAfter: ({ initiationMethod }) => {
          this.#isElsewhere = false;
          return initiationMethod === "CALLBACK" ? duty.aboutToDial() : ANSWERS_AFTER;
        },
        talks,
      },
    });
    this.#goElsewhere();
  }

  /** Whether somebody who waits is taken by and by. */
  get isOnDuty(): boolean {
    return this.#duty.afterSeconds !== undefined;
  }

  /** Is told every contact event. */
  see({ detail }: BusEvent): void {
    const { contactId = "", eventType, initiationMethod } = detail as Record<string, string>;
    switch (eventType) {
      case "QUEUED":
        this.#wait(contactId, initiationMethod === "CALLBACK", this.#duty.afterSeconds);
        return;
      case "CONNECTED_TO_AGENT":
      case "DISCONNECTED":
        this.#waits.get(contactId)?.cancel();
        this.#waits.delete(contactId);
        return;
      case "COMPLETED":
        // Otherwise the next one would not wait at all.
        if (this.#agent.state === "available") this.#goElsewhere();
        return;
    }
  }

  /** Takes whoever waits longest, now. @returns false where nobody waits, or the agent talks */
  takeNext(): boolean {
    if (this.#waits.size === 0 || !this.#isElsewhere) return false;
    this.#simulator.setAgentState(this.#agent, "available");
    return true;
  }

  #wait(contactId: string, isCallback: boolean, seconds: number | undefined): void {
    if (seconds === undefined) return void this.#waits.set(contactId, undefined);
    const due = () => {
      if (isCallback && this.#duty.isEngaged()) this.#waits.set(contactId, later());
      else this.takeNext();
    };
    const later = () => this.#clock.at(this.#clock.now() + LATER_MS, due);
    this.#waits.set(contactId, this.#clock.at(this.#clock.now() + 1000 * seconds, due));
  }

  #goElsewhere(): void {
    this.#isElsewhere = true;
    this.#simulator.setAgentState(this.#agent, "busy");
  }
}

async function talks(conversation: Conversation): Promise<void> {
  await conversation.talk(TALKS_FOR);
  await conversation.hold(HOLDS_FOR);
  await conversation.talk(TALKS_FOR);
}
