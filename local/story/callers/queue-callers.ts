import { SECOND } from "../day.ts";
import { TO_THE_QUEUE } from "./habits.ts";
import { type Habit, SAY_NOTHING } from "./person.ts";
import { SAID } from "./questions.ts";
import { paysByCard } from "./task-habits.ts";
import { dial } from "./telephone.ts";
import { type CallerKind, pause } from "./world.ts";

/** Waits on the line, whatever is offered. */
const WAITS: readonly Habit[] = [[SAID.offer, "3", SAY_NOTHING], ...TO_THE_QUEUE];

/** Callers who wait for somebody, and those who do not get along with a menu. */
export const QUEUE_CALLERS: readonly CallerKind[] = [
  {
    name: "hang-up-in-queue",
    title: "waits for someone and hangs up",
    share: 4,
    async play(world) {
      await dial(world, [
        [
          SAID.waiting,
          async (line) => {
            await pause(world, 10 * SECOND, 100 * SECOND);
            line.hangUp();
          },
        ],
        ...WAITS,
      ]);
      world.say("waits for someone and hangs up");
    },
  },
  {
    name: "agent-busy",
    title: "waits on the line; one agent misses the call, the next takes it",
    share: 4,
    async play(world) {
      world.line.crew.misses(world.number);
      const { servedByAgent } = await dial(world, WAITS, {
        withAgent: async (line) => {
          // Some have heard enough before the agent has.
          if (!world.random.chance(0.5)) return;
          await pause(world, 20 * SECOND, 60 * SECOND);
          line.hangUp();
        },
      });
      world.say(
        `waits on the line, is missed once and ${servedByAgent ? "then" : "never"} answered`,
      );
    },
  },
  {
    name: "wrong-keys",
    title: "presses wrong keys, and pays in the end",
    share: 3,
    async play(world) {
      const called = await dial(world, [
        [SAID.menu, "7", "1", (line) => line.hangUp()],
        [SAID.amount, "0#", `${world.random.between(10, 99)}#`],
        [SAID.confirmPayment, "5", "1"],
        ...paysByCard(world),
      ]);
      world.say(
        `presses wrong keys ${called.times(SAID.didNotGet)} times and hears: "${called.last}"`,
      );
    },
  },
  {
    name: "says-nothing",
    title: "presses nothing, ever, and is put through to someone",
    share: 3,
    async play(world) {
      const called = await dial(world, []);
      const end = called.servedByAgent ? "talks to an agent" : "is not answered";
      world.say(`presses nothing, is put through to someone and ${end}`);
    },
  },
];
