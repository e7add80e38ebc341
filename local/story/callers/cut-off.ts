import { HANG_UP, type Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import { cutOffAt, onlyResumes, paysByCard } from "./task-habits.ts";
import { type Called, type Dialling, dial } from "./telephone.ts";
import { RECORD_KNOWN_AFTER } from "./watch-trackers.ts";
import type { World } from "./world.ts";

/** Where payments are cut off: the questions after the first step. */
const CUT_OFF_AT = [SAID.cardNumber, SAID.expiry, SAID.amount, SAID.confirmPayment] as const;

/** Is cut off in the middle of a payment, and waits until that is known. */
export async function cutOff(world: World, dialling?: Dialling): Promise<void> {
  const at = world.random.pick(CUT_OFF_AT);
  const { last } = await dial(world, cutOffAt(at, paysByCard(world)), dialling);
  world.say(`pays by card and is cut off at: "${last}"`);
  await world.clock.sleep(RECORD_KNOWN_AFTER);
}

/** Calls again and goes on, as far as these habits lead. */
export async function comeBack(world: World, habits: readonly Habit[]): Promise<Called> {
  const called = await dial(world, onlyResumes(habits));
  const offered = called.heard(SAID.resume);
  world.say(
    offered
      ? `calls again, goes on and hears: "${called.last}"`
      : "calls again; nothing to go on with",
  );
  return called;
}

/** Calls once more, after the record of the last call is there, only to hear what is offered. */
export async function lookAgain(world: World, dialling?: Dialling): Promise<Called> {
  await world.clock.sleep(RECORD_KNOWN_AFTER);
  return dial(
    world,
    [
      [SAID.resume, HANG_UP],
      [SAID.menu, HANG_UP],
    ],
    dialling,
  );
}
