import { AFTERMATH, DAY, HOUR } from "../day.ts";
import { TO_THE_QUEUE } from "./habits.ts";
import { HANG_UP, type Habit } from "./person.ts";
import { SAID } from "./questions.ts";
import { changesPin, cutOffAt, onlyResumes, paysByCard } from "./task-habits.ts";
import { type Called, type Dialling, dial } from "./telephone.ts";
import { RECORD_KNOWN_AFTER, TRACKER_TTL } from "./watch-trackers.ts";
import type { CallerKind, World } from "./world.ts";

/** Where payments are cut off: the questions after the first step. */
const CUT_OFF_AT = [SAID.cardNumber, SAID.expiry, SAID.amount, SAID.confirmPayment] as const;

/** Is cut off in the middle of a payment, and waits until that is known. */
async function cutOff(world: World, dialling?: Dialling): Promise<void> {
  const at = world.random.pick(CUT_OFF_AT);
  const { last } = await dial(world, cutOffAt(at, paysByCard(world)), dialling);
  world.say(`pays by card and is cut off at: "${last}"`);
  await world.clock.sleep(RECORD_KNOWN_AFTER);
}

/** Calls again and goes on, as far as these habits lead. */
async function comeBack(world: World, habits: readonly Habit[]): Promise<Called> {
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
async function lookAgain(world: World, dialling?: Dialling): Promise<Called> {
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

/** Callers who are cut off in the middle of a task. */
export const TRACKER_CALLERS: readonly CallerKind[] = [
  {
    name: "resumes",
    title: "is cut off in a payment, calls again and finishes it",
    share: 12,
    async play(world) {
      await cutOff(world);
      await comeBack(world, paysByCard(world));
      await lookAgain(world);
    },
  },
  {
    name: "resumes-pin",
    title: "is cut off while changing the PIN, calls again and changes it",
    share: 4,
    async play(world) {
      const { last } = await dial(world, cutOffAt(SAID.confirmPin, changesPin(world)));
      world.say(`changes the PIN and is cut off at: "${last}"`);
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBack(world, changesPin(world));
      await lookAgain(world);
    },
  },
  {
    name: "drops-at-the-offer",
    title: "is cut off, hangs up at the offer to go on, calls once more and finishes",
    share: 5,
    async play(world) {
      await cutOff(world);
      await dial(world, cutOffAt(SAID.resume, [[SAID.menu, HANG_UP]]));
      world.say("calls again and hangs up at the offer to go on");
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBack(world, paysByCard(world));
    },
  },
  {
    name: "drops-twice",
    title: "is cut off, goes on, is cut off again, and finishes in the third call",
    share: 5,
    async play(world) {
      await cutOff(world);
      await comeBack(world, cutOffAt(SAID.confirmPayment, paysByCard(world)));
      await world.clock.sleep(RECORD_KNOWN_AFTER);
      await comeBack(world, paysByCard(world));
    },
  },
  {
    name: "household-resumes",
    title: "two phones of one household accept the same task at the same instant",
    share: 4,
    async play(world) {
      await cutOff(world);
      const habits = onlyResumes(paysByCard(world));
      const phones = [1, 2].map(() =>
        world.clock.start("phone", () => dial(world, habits, { prompt: true })),
      );
      const called = await world.clock.waiting(Promise.all(phones));
      const { resumed, unanswered } = world.tally;
      const winners = called.filter(({ contact }) => resumed.has(contact.contactId)).length;
      const failed = called.some(({ contact }) => unanswered.has(contact.contactId));
      world.witness.check(
        "trackerNeverLost",
        winners === 1 || (winners === 0 && failed),
        () => `${winners} of two phones got the task`,
      );
      world.say(`two phones accept at once: ${winners} goes on`);
    },
  },
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
  {
    name: "left-open",
    title: "is cut off an hour before the story ends: look at the tracker afterwards",
    share: 0,
    arrivesAfter: DAY + AFTERMATH - HOUR,
    async play(world) {
      await dial(world, cutOffAt(SAID.amount, paysByCard(world)));
      world.say("is cut off; `linekeeper trackers list` shows what is kept");
    },
  },
  {
    name: "clear-card-number",
    title: "another system keeps a card number in clear: it is not stored",
    share: 2,
    async play(world) {
      await cutOff(world, { attributes: { payment_card: "4111 1111 1111 1111" } });
      await comeBack(world, paysByCard(world));
    },
  },
];
