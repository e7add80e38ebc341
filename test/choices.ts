/**
 * Decisions drawn from a list of numbers that a property generates: so a failing interleaving
 * shrinks, and is printed as that list. When the list is used up, every choice is the first one.
 */
export class Choices {
  readonly #numbers: readonly number[];
  #used = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get left(): boolean {
    return this.#used < this.#numbers.length;
  }

  /** A whole number in [0, `limit`). */
  below(limit: number): number {
    const number = this.#numbers[this.#used] ?? 0;
    this.#used += 1;
    return number % limit;
  }

  /** True once in `times`, and never when the list is used up. */
  once(times: number): boolean {
    return this.below(times) === times - 1;
  }

  /** Takes one out of a list that is not empty. */
  take<T>(from: T[]): T {
    const [taken] = from.splice(this.below(from.length), 1);
    if (taken === undefined) throw new RangeError("expected a list that is not empty");
    return taken;
  }
}
