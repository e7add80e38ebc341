import type { LocalClock } from "../../clock/clock.ts";
import type { Caller, HeardPrompt, Question } from "../../connect/caller/caller.ts";
import type { CallersLine } from "../../connect/line/line.ts";
import type { Random } from "../../random.ts";

/** Keys, or whatever else somebody does on the telephone. */
export type Act = string | ((line: CallersLine) => void | Promise<void>);

/**
 * What a person does who hears these words: the first act the first time, and so on; the last one
 * every time after that. Of two habits that fit, the first counts.
 */
export type Habit = readonly [words: string, ...acts: Act[]];

/** Thinking before a key, in milliseconds; menus wait five seconds. */
const THINKS_FOR = [300, 2_500] as const;

/** How many press a key before the question is over. */
const IMPATIENT = 1 / 5;

export const HANG_UP: Act = (line) => line.hangUp();

export const SAY_NOTHING: Act = () => {};

/**
 * Somebody on the telephone who does what they are used to when they hear something, wherever in the
 * call that is. Words that ask for no keys are reacted to as they begin.
 */
export class Person implements Caller {
  readonly #clock: LocalClock;
  readonly #habits: readonly Habit[];
  readonly #withAgent: Act | undefined;
  /** Absent: answers at once, so that two people can do the same thing at the same instant. */
  readonly #random: Random | undefined;
  readonly #times = new Map<Habit, number>();

  constructor(
    clock: LocalClock,
    habits: readonly Habit[],
    { withAgent, random }: { withAgent?: Act | undefined; random?: Random | undefined } = {},
  ) {
    this.#clock = clock;
    this.#habits = habits;
    this.#withAgent = withAgent;
    this.#random = random;
  }

  async hears({ text, interruptible, durationMs }: HeardPrompt, line: CallersLine): Promise<void> {
    if (!interruptible) return this.#react(text, line);
    if (this.#random?.chance(IMPATIENT) !== true) return;
    await this.#clock.sleep(Math.round(durationMs * 0.7));
    await this.#react(text, line);
  }

  async asked({ prompt }: Question, line: CallersLine): Promise<void> {
    if (this.#random) await this.#clock.sleep(this.#random.between(...THINKS_FOR));
    await this.#react(prompt?.text ?? "", line);
  }

  async moved({ name }: { readonly name: string }, line: CallersLine): Promise<void> {
    if (name === "agent" && typeof this.#withAgent === "function") await this.#withAgent(line);
  }

  async #react(text: string, line: CallersLine): Promise<void> {
    const habit = this.#habits.find(([words]) => text.includes(words));
    if (habit === undefined || !line.open) return;
    const [, ...acts] = habit;
    const time = this.#times.get(habit) ?? 0;
    this.#times.set(habit, time + 1);
    const act = acts[Math.min(time, acts.length - 1)] ?? "";
    if (typeof act === "string") line.press(act);
    else await act(line);
  }
}
