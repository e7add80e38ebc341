import type { LocalClock } from "../../local/clock/clock.ts";
import type { Caller } from "../../local/connect/caller/caller.ts";
import type { CallersLine } from "../../local/connect/line/line.ts";
import type { Answers } from "./way.ts";

/** Nobody types a card number at once: there is time to hang up between two keys. */
const KEY_MS = 400;

/** How long somebody hesitates who has no answer. */
const HESITATES_MS = 1_500;

/** @param other the number that `N` stands for, as it is dialled at home */
export function customer(answers: Answers, other: string, clock: LocalClock): Caller {
  const left = answers.replaceAll("N", other).split(" ").filter(Boolean);
  return {
    async asked(_, line) {
      const answer = left.shift();
      if (answer === "-") return;
      if (answer !== undefined) return type(answer, line, clock);
      await clock.sleep(HESITATES_MS);
      line.hangUp();
    },
  };
}

async function type(keys: string, line: CallersLine, clock: LocalClock): Promise<void> {
  for (const key of keys) {
    await clock.sleep(KEY_MS);
    line.press(key);
  }
}
