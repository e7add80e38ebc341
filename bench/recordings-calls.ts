import type { LocalClock } from "../local/clock/clock.ts";
import { queues } from "../local/connect/a-flow.ts";
import type { Caller } from "../local/connect/caller/caller.ts";
import type { Emissions } from "../local/connect/emissions/emissions.ts";
import { ContactSimulator } from "../local/connect/simulator/contact-simulator.ts";
import type { DemoBank } from "../local/demo-bank.ts";
import { LOCAL_INSTANCE } from "../local/instance.ts";
import { Random } from "../local/random.ts";

const AGENTS = 80;

/** A line on which everybody is recorded, and enough agents, who talk for four minutes on average. */
export function centre(bank: DemoBank, clock: LocalClock, emissions: Emissions): ContactSimulator {
  const simulator = new ContactSimulator({
    clock,
    seed: 1,
    instance: LOCAL_INSTANCE,
    invoke: bank.invoke,
    emissions,
  });
  const random = new Random(4);
  simulator.resources.addQueue("general");
  simulator.resources.addFlow(
    "line",
    queues("general", {
      log: ["UpdateFlowLoggingBehavior", { FlowLoggingBehavior: "Enabled" }, { next: "record" }],
      record: [
        "UpdateContactRecordingBehavior",
        { RecordingBehavior: { RecordedParticipants: ["Agent", "Customer"] } },
        { next: "choose" },
      ],
    }),
  );
  for (let index = 0; index < AGENTS; index += 1) {
    simulator.addAgent({
      username: `agent-${index}`,
      queues: ["general"],
      behaviour: {
        answersAfter: () => random.between(5, 19),
        talks: ({ talk }) => talk(Math.min(5_400, 20 - 240 * Math.log(1 - random.next()))),
        wrapsUpFor: () => random.between(5, 60),
      },
    });
  }
  return simulator;
}

/**
 * Begins a day's calls within so many milliseconds; one in seven is given up in the queue.
 * @returns ids of the contacts, as they end
 */
export function callIn(
  simulator: ContactSimulator,
  clock: LocalClock,
  { calls, within }: { readonly calls: number; readonly within: number },
): string[] {
  const begin = clock.now();
  const random = new Random(5);
  const ids: string[] = [];
  for (let index = 0; index < calls; index += 1) {
    const impatient = random.chance(1 / 7);
    const caller: Caller = impatient
      ? {
          moved: async (_place, line) => {
            await clock.sleep(3_000);
            line.hangUp();
          },
        }
      : {};
    clock.at(begin + random.between(0, within), () => {
      const from = `+64216${String(index).padStart(6, "0")}`;
      const call = simulator.call({ from, flow: "line", caller });
      void call.ended().then(({ contacts }) => ids.push(contacts[0]?.contactId ?? ""));
    });
  }
  return ids;
}

export function lifeOf(
  simulator: ContactSimulator,
  id: string,
): {
  readonly initiatedAt: number;
  readonly endedAt: number;
} {
  const contact = simulator.contact(id);
  if (contact?.disconnectedAt === undefined) throw new Error(`contact ${id} is not over`);
  return { initiatedAt: contact.initiatedAt, endedAt: contact.disconnectedAt };
}
