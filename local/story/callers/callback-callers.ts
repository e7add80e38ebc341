import { MINUTE, SECOND } from "../day.ts";
import { askAndWait } from "./ask-and-wait.ts";
import { CALL_ME_BACK } from "./habits.ts";
import type { Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import { answering, callbacksOf, dial, picksUp } from "./telephone.ts";
import type { CallerKind } from "./world.ts";

/** Callers who want to be called back. */
export const CALLBACK_CALLERS: readonly CallerKind[] = [
  {
    name: "called-back",
    title: "asks for a call back and gets it",
    share: 12,
    async play(world) {
      answering(world, () => picksUp(world));
      await askAndWait(world);
    },
  },
  {
    name: "missed",
    title: "asks for a call back; the agent, or the caller, misses it",
    share: 6,
    async play(world) {
      const ring = world.random.pick(["no-answer", "busy", "agent"] as const);
      if (ring === "agent") world.line.crew.misses(world.number);
      answering(world, () => (ring === "agent" ? picksUp(world) : ring));
      await askAndWait(world);
    },
  },
  {
    name: "gone-before",
    title: "asks for a call back and hangs up before it is created",
    share: 6,
    async play(world) {
      const gone: Habit = [
        SAID.offer,
        async (line) => {
          line.press("1");
          await world.clock.sleep(SECOND / 10);
          line.hangUp();
        },
      ];
      await dial(world, [gone, ...CALL_ME_BACK]);
      world.say("asks for a call back and hangs up at the same moment");
      answering(world, () => picksUp(world));
      // The call's record comes late at the worst; after it the number must be free again.
      await world.clock.sleep(45 * MINUTE);
      await askAndWait(world);
    },
  },
  {
    name: "creation-fails",
    title: "asks for a call back that cannot be created; the flow takes the claim back",
    share: 4,
    async play(world) {
      await askAndWait(world, [[SAID.noCallback, (line) => line.hangUp()], ...CALL_ME_BACK], {
        observer: {
          actionStarted: ({ type }) =>
            type === "CreateCallbackContact" ? { ends: "NoMatchingError" } : undefined,
        },
      });
    },
  },
  {
    name: "two-queues",
    title: "asks for one call back from Service and one from Sales",
    share: 4,
    async play(world) {
      answering(world, () => picksUp(world));
      const service = await dial(world, CALL_ME_BACK);
      world.say(`asks Service for a call back and hears: "${service.last}"`);
      const sales = await dial(world, CALL_ME_BACK, { line: "sales" });
      world.say(`asks Sales for one, too, and hears: "${sales.last}"`);
      const callbacks = [
        ...(await callbacksOf(world, service)),
        ...(await callbacksOf(world, sales)),
      ];
      world.say(`is called back ${callbacks.filter((one) => one.servedByAgent).length} times`);
    },
  },
  {
    name: "bad-number",
    title: "withholds the number, or types one that does not exist",
    share: 5,
    async play(world) {
      const typed = world.random.pick(["12#", "0211#", "99912345678901234#", "*#"]);
      const called = await dial(
        world,
        [[SAID.noCallback, (line) => line.hangUp()], [SAID.enterNumber, typed], ...CALL_ME_BACK],
        { from: "anonymous" },
      );
      world.say(`gives no number that can be called and hears: "${called.last}"`);
    },
  },
  {
    name: "event-lost",
    title: "asks for a call back whose events are lost; the claim runs out by itself",
    share: 2,
    async play(world) {
      answering(world, () => picksUp(world));
      await askAndWait(world, CALL_ME_BACK, {
        begun: (contact) => world.line.loseEventsOf(contact),
      });
      world.say("the events of this callback were lost: the claim lives until it expires");
    },
  },
  {
    name: "store-fails",
    title: "asks for a call back while the store fails; it is offered all the same",
    share: 3,
    async play(world) {
      const fault = world.random.pick([
        { kind: "throttle" } as const,
        { kind: "error", status: 500 } as const,
        { kind: "lost-answer", how: "drop" } as const,
      ]);
      const struck: Habit = [
        SAID.offer,
        async (line) => {
          line.press("1");
          const rule = { service: "dynamodb", operation: "UpdateItem", times: 3, fault } as const;
          const added = world.faults.add(rule);
          await world.clock.sleep(20 * SECOND);
          added.remove();
        },
      ];
      answering(world, () => picksUp(world));
      await askAndWait(world, [struck, ...CALL_ME_BACK]);
    },
  },
];
