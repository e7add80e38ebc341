import type { Witness } from "../witness.ts";

/** What a caller left behind, as the caller knows it. */
interface Left {
  readonly reference: string;
  /** When its contact record had certainly arrived, epoch milliseconds. */
  readonly knownFrom: number;
  /** When it can no longer be resumed. */
  readonly until: number;
}

/**
 * What every caller is owed: the task they were cut off from, theirs alone, until they finish it or
 * it expires.
 */
export class PromisedTrackers {
  readonly #left = new Map<string, Left>();
  readonly #finished = new Set<string>();
  readonly #witness: Witness;

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** The caller was cut off in the middle of the task that carries this reference. */
  cutOff(number: string, left: Left): void {
    this.#left.set(number, left);
  }

  /** The caller finished the task, or was served another way: nothing is owed any more. */
  finished(number: string): void {
    const left = this.#left.get(number);
    if (left) this.#finished.add(left.reference);
    this.#left.delete(number);
  }

  /** Holds an answer of the check against what is owed. @param reference undefined: not found */
  answered(number: string, reference: string | undefined, at: number): void {
    const left = this.#left.get(number);
    const owed = left && at >= left.knownFrom && at < left.until;
    this.#witness.check(
      "trackerNeverLost",
      !owed || reference === left.reference,
      () => `a caller was owed task ${left?.reference} and was answered ${reference}`,
    );
    if (reference === undefined) return;
    this.#witness.check(
      "trackerNeverRevived",
      !this.#finished.has(reference),
      () => `task ${reference} was finished and was offered again`,
    );
    this.#witness.check(
      "trackerNeverHandedToAnotherNumber",
      left?.reference === reference || this.#finished.has(reference),
      () => `task ${reference} was offered to a number that did not leave it`,
    );
  }
}
