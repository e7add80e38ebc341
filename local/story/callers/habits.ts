import type { Habit } from "./person.ts";
import { SAID } from "./questions.ts";

/** Goes to the queue, whatever is offered on the way. */
export const TO_THE_QUEUE: readonly Habit[] = [
  [SAID.resume, "2"],
  [SAID.menu, "0"],
];

/** Wants to be called back on the number they call from; keeps the callback they may have. */
export const CALL_ME_BACK: readonly Habit[] = [
  ...TO_THE_QUEUE,
  [SAID.offer, "1"],
  [SAID.keepOrCancel, "1"],
];

/** @param number E.164 of New Zealand. @returns what is dialled there, and hash */
function keysOf(number: string): string {
  return `${number.replace(/^\+64/, "0")}#`;
}

/** Wants to be called back on another number. */
export function callBackOn(number: string): readonly Habit[] {
  return [...TO_THE_QUEUE, [SAID.offer, "2"], [SAID.enterNumber, keysOf(number)]];
}
