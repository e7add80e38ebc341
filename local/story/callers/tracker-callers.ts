import { comeBack, cutOff, lookAgain } from "./cut-off.ts";
import { HANG_UP } from "./person.ts";
import { SAID } from "./questions.ts";
import { changesPin, cutOffAt, onlyResumes, paysByCard } from "./task-habits.ts";
import { dial } from "./telephone.ts";
import { RECORD_KNOWN_AFTER } from "./watch-trackers.ts";
import type { CallerKind } from "./world.ts";

/** Callers who are cut off in the middle of a task, and come back to it. */
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
    name: "clear-card-number",
    title: "another system keeps a card number in clear: it is not stored",
    share: 2,
    async play(world) {
      await cutOff(world, { attributes: { payment_card: "4111 1111 1111 1111" } });
      await comeBack(world, paysByCard(world));
    },
  },
];
