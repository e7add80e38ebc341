import { HOUR } from "../day.ts";
import { comeBack, cutOff, lookAgain } from "./cut-off.ts";
import { TO_THE_QUEUE } from "./habits.ts";
import { SAID } from "./questions.ts";
import { changesPin, paysByCard } from "./task-habits.ts";
import { dial } from "./telephone.ts";
import { TRACKER_TTL } from "./watch-trackers.ts";
import type { CallerKind } from "./world.ts";

/** Callers whose task is over, or was never kept: nothing may be offered to them. */
export const UNTRACKED_CALLERS: readonly CallerKind[] = [
  {
    name: "finishes-at-once",
    title: "changes the PIN in one call; nothing is left to go on with",
    share: 6,
    async play(world) {
      const { last } = await dial(world, changesPin(world));
      world.say(`changes the PIN and hears: "${last}"`);
      await lookAgain(world);
    },
  },
  {
    name: "withheld",
    title: "withholds the number and is cut off: nothing is stored, nothing is offered",
    share: 4,
    async play(world) {
      await cutOff(world, { from: "anonymous" });
      const again = await lookAgain(world, { from: "anonymous" });
      world.say(`calls again, withheld: ${again.heard(SAID.resume) ? "an" : "no"} offer to go on`);
      world.witness.check(
        "trackerNeverHandedToAnotherNumber",
        !again.heard(SAID.resume),
        () => "a withheld caller was offered a task",
      );
    },
  },
  {
    name: "served-by-an-agent",
    title: "is cut off, calls again and is queued for an agent: the task is cleared",
    share: 4,
    async play(world) {
      await cutOff(world);
      const { servedByAgent } = await dial(world, [[SAID.offer, "3"], ...TO_THE_QUEUE]);
      world.say(`calls again, waits for someone and is ${servedByAgent ? "" : "not "}answered`);
      await lookAgain(world);
    },
  },
  {
    name: "too-late",
    title: "is cut off and calls again after a day: the task has expired",
    share: 3,
    async play(world) {
      await cutOff(world);
      await world.clock.sleep(TRACKER_TTL + HOUR);
      await comeBack(world, paysByCard(world));
    },
  },
];
