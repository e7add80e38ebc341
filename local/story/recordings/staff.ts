import { BANK_QUEUES } from "../../bank-line/bank-flows.ts";
import type { Contact } from "../../connect/contact.ts";
import type { AgentBehaviour } from "../../connect/queue/agent.ts";
import type { ContactSimulator } from "../../connect/simulator/contact-simulator.ts";
import type { Random } from "../../random.ts";
import type { PlannedContact } from "./plan.ts";

const AGENTS = 8;

/** Callers whom no agent answers on their first call: they hang up, or ask to be called back. */
const UNANSWERED = new Set(["abandoned", "called-back", "switched-off-and-abandoned"]);

/** Agents who are always there, and do with each caller what was planned for them. */
export function staff(
  simulator: ContactSimulator,
  plannedFor: (number: string) => PlannedContact | undefined,
  random: Random,
): void {
  const behaviour: AgentBehaviour = {
    answersAfter({ customerAddress, initiationMethod }: Contact) {
      const fate = plannedFor(customerAddress)?.fate ?? "answered";
      const missed = initiationMethod === "INBOUND" && UNANSWERED.has(fate);
      return missed ? undefined : random.between(2, 12);
    },
    async talks(conversation) {
      const { customerAddress, initiationMethod } = conversation.contact;
      await conversation.talk(random.between(90, 400));
      const fate = plannedFor(customerAddress)?.fate;
      if (fate === "transferred" && initiationMethod === "INBOUND") {
        conversation.transferToQueue("sales");
      }
    },
    backAfterMissSeconds: 5,
  };
  for (let index = 0; index < AGENTS; index += 1) {
    simulator.addAgent({ username: `staff-${index}`, queues: BANK_QUEUES, behaviour });
  }
}
