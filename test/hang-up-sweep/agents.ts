import type { LocalClock } from "../../local/clock/clock.ts";
import type { AgentBehaviour, Conversation } from "../../local/connect/queue/agent.ts";
import type { ContactSimulator } from "../../local/connect/simulator/contact-simulator.ts";
import type { Way } from "./way.ts";

const QUEUE = "service";

/** The agent whom a way tells of, for one caller; the call begins now. */
export function agentComes(
  simulator: ContactSimulator,
  clock: LocalClock,
  { comesAfterSeconds, handsOver }: NonNullable<Way["agent"]>,
): void {
  const behaviour: AgentBehaviour = {
    async talks(conversation) {
      if (!handsOver) return talkAndHold(conversation);
      await conversation.talk(10);
      conversation.transferToQueue(QUEUE);
    },
    wrapsUpFor: () => 10,
    nextState: "offline",
  };
  const agent = simulator.addAgent({
    username: "ana",
    queues: [QUEUE],
    state: "offline",
    behaviour,
  });
  clock.at(clock.now() + 1000 * comesAfterSeconds, () =>
    simulator.setAgentState(agent, "available"),
  );
}

/** One who takes whatever waits, from now on. */
export function agentIsThere(simulator: ContactSimulator): void {
  simulator.addAgent({ username: "ben", queues: [QUEUE], behaviour: { talks: talkAndHold } });
}

async function talkAndHold(conversation: Conversation): Promise<void> {
  await conversation.talk(20);
  await conversation.hold(15);
  await conversation.talk(20);
}
