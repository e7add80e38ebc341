import type { Random } from "../../random.ts";
import { HANG_UP, type Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import type { World } from "./world.ts";

/** What is entered for a payment by card. No log may hold the card number. */
function cardOf({ random, witness }: Pick<World, "random" | "witness">): readonly Habit[] {
  const number = `4${digits(random, 15)}`;
  witness.secrets.add(number);
  return [
    [SAID.cardNumber, number],
    [SAID.expiry, `0${random.between(1, 9)}${random.between(27, 33)}`],
    [SAID.amount, `${random.between(1, 900)}#`],
  ];
}

/**
 * Pays by card, from the beginning or from wherever they were cut off: the flow asks for what is
 * missing. Back at the menu they hang up.
 */
export function paysByCard(world: Pick<World, "random" | "witness">): readonly Habit[] {
  return [
    [SAID.resume, "1"],
    [SAID.menu, "1", HANG_UP],
    [SAID.wayToPay, "1"],
    ...cardOf(world),
    [SAID.confirmPayment, "1"],
    [SAID.paid, HANG_UP],
  ];
}

/** Changes the PIN, and hangs up when it is done. */
export function changesPin({ random }: Pick<World, "random">): readonly Habit[] {
  return [
    [SAID.resume, "1"],
    [SAID.menu, "2", HANG_UP],
    [SAID.newPin, digits(random, 4)],
    [SAID.confirmPin, "1"],
    [SAID.pinChanged, HANG_UP],
  ];
}

/** Goes on where they were cut off; where nothing is offered, or it is gone, they hang up. */
export function onlyResumes(habits: readonly Habit[]): readonly Habit[] {
  return [[SAID.menu, HANG_UP], ...habits];
}

/** The same until these words: then the line is cut. */
export function cutOffAt(words: string, habits: readonly Habit[]): readonly Habit[] {
  return [[words, HANG_UP], ...habits];
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.between(0, 9)).join("");
}
