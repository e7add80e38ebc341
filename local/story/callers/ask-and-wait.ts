import { CALL_ME_BACK } from "./habits.ts";
import type { Habit } from "./person.ts";
import { askedForCallback, callbacksOf, type Dialling, dial } from "./telephone.ts";
import type { World } from "./world.ts";

/** Asks to be called back, and lives through what comes of it. */
export async function askAndWait(
  world: World,
  habits: readonly Habit[] = CALL_ME_BACK,
  dialling: Dialling = {},
): Promise<void> {
  const called = await dial(world, habits, dialling);
  world.say(askedForCallback(called));
  for (const callback of await callbacksOf(world, called)) {
    world.say(
      callback.servedByAgent
        ? `is called back and hears: "${callback.last}"`
        : "is called back and does not answer",
    );
  }
}
