import { SECOND } from "../day.ts";
import { CALL_ME_BACK, callBackOn, TO_THE_QUEUE } from "./habits.ts";
import { HANG_UP, type Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import {
  answering,
  askedForCallback,
  type Called,
  callbacksOf,
  dial,
  picksUp,
} from "./telephone.ts";
import { type CallerKind, pause, type World } from "./world.ts";

/** Asks for a callback, and calls again while it still waits. */
async function callAgain(
  world: World,
  habits: readonly Habit[],
): Promise<{ readonly first: Called; readonly second: Called }> {
  answering(world, () => picksUp(world));
  const first = await dial(world, CALL_ME_BACK);
  world.say(askedForCallback(first));
  await pause(world, 20 * SECOND, 90 * SECOND);
  const second = await dial(world, habits);
  return { first, second };
}

async function tellOfCallbacks(world: World, ...called: readonly Called[]): Promise<void> {
  let answered = 0;
  for (const one of called) {
    answered += (await callbacksOf(world, one)).filter(({ servedByAgent }) => servedByAgent).length;
  }
  world.say(`is called back ${answered === 1 ? "once" : `${answered} times`}`);
}

/** Callers who ask for a callback that they, or their household, already have. */
export const REPEAT_CALLERS: readonly CallerKind[] = [
  {
    name: "asks-twice",
    title: "asks for a call back, calls again and asks once more",
    share: 4,
    async play(world) {
      const habits: readonly Habit[] = [[SAID.oneAlready, HANG_UP], ...callBackOn(world.number)];
      const { first, second } = await callAgain(world, habits);
      world.say(`asks again, types the number and hears: "${second.last}"`);
      await tellOfCallbacks(world, first, second);
    },
  },
  {
    name: "cancel-kept",
    title: "has a call back coming, calls again, is told so and keeps it",
    share: 4,
    async play(world) {
      const { first, second } = await callAgain(world, CALL_ME_BACK);
      const told = second.heard(SAID.keepOrCancel);
      world.say(`calls again${told ? ", keeps the call back" : ""} and hears: "${second.last}"`);
      await tellOfCallbacks(world, first, second);
    },
  },
  {
    name: "cancel",
    title: "has a call back coming, calls again and cancels it",
    share: 4,
    async play(world) {
      const then = world.random.pick(["1", "3"]);
      const { first, second } = await callAgain(world, [
        ...TO_THE_QUEUE,
        [SAID.offer, "1", then],
        [SAID.keepOrCancel, "2"],
      ]);
      if (!second.heard(SAID.cancelled)) {
        world.say(`calls again and hears: "${second.last}"`);
        return tellOfCallbacks(world, first, second);
      }
      const [callback] = await callbacksOf(world, first);
      world.witness.check(
        "neverTwoLiveClaimsPerNumberAndQueue",
        callback?.contact.disconnectReason === "API",
        () => `the callback of ${first.contact.contactId} was cancelled and went on`,
      );
      const after = then === "1" ? "asks for another" : "waits on the line";
      world.say(`calls again, cancels the call back and ${after}`);
      await callbacksOf(world, second);
    },
  },
  {
    name: "household",
    title: "two phones of one household ask for the same number at the same instant",
    share: 5,
    async play(world) {
      answering(world, () => picksUp(world));
      const habits: readonly Habit[] = [[SAID.oneAlready, HANG_UP], ...callBackOn(world.number)];
      const phones = [world.number, "anonymous"].map((from) =>
        world.clock.start("phone", () => dial(world, habits, { from, prompt: true })),
      );
      const called = await world.clock.waiting(Promise.all(phones));
      const promised = called.filter((one) => one.heard(SAID.promised)).length;
      const refused = called.filter((one) => one.heard(SAID.oneAlready)).length;
      world.say(`two phones ask at once: ${promised} promised, ${refused} told of the other`);
      await tellOfCallbacks(world, ...called);
    },
  },
];
