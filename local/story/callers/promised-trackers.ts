import type { Witness } from "../witness.ts";

/** A task as a call left it: what it is known by, and all that is kept of it. */
export interface Task {
  readonly reference: string;
  readonly kept: string;
}

/** What a caller left behind, as the caller knows it. Times are epoch milliseconds. */
export interface Left extends Task {
  /** When its contact record had certainly arrived. */
  readonly knownFrom: number;
  /** When it can no longer be resumed. */
  readonly until: number;
}

interface OfNumber {
  /** The task that is owed. */
  left: Left | undefined;
  /** References of all that was ever left. */
  readonly ever: Set<string>;
  /** From when on finished tasks may not be offered, by reference. */
  readonly finished: Map<string, number>;
}

/**
 * What every caller is owed: the task they were cut off from, theirs alone and as they left it, until
 * they finish it or it expires.
 */
export class PromisedTrackers {
  readonly #numbers = new Map<string, OfNumber>();
  /** Which contact took a task, by reference. */
  readonly #taken = new Map<string, string>();
  readonly #witness: Witness;

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** The caller was cut off in the middle of this task. */
  cutOff(number: string, left: Left): void {
    const of = this.#of(number);
    of.left = left;
    of.ever.add(left.reference);
  }

  /** The caller finished the task, or was served another way: nothing is owed any more. */
  finished(number: string, knownFrom: number): void {
    const of = this.#of(number);
    if (of.left) of.finished.set(of.left.reference, knownFrom);
    of.left = undefined;
  }

  /**
   * Holds an answer of the check, or of a take, against what is owed.
   * @param task undefined: not found
   * @returns whether a task has expired meanwhile, for the first time
   */
  answered(number: string, action: "check" | "take", task: Task | undefined, at: number): boolean {
    const of = this.#of(number);
    const { left } = of;
    const known = left !== undefined && at >= left.knownFrom;
    const owed = known && at < left.until;
    // Of two who take at once one gets nothing; those that take look who it was.
    this.#witness.check(
      "trackerNeverLost",
      !owed || (action === "take" && task === undefined) || isSame(left, task),
      () => `a caller was owed task ${left?.reference} and was ${wordsOf(left, task)}`,
    );
    if (task) this.#holdOffered(of, task, at);
    const expired = known && !owed;
    if (expired && task === undefined) of.left = undefined;
    return expired && task === undefined;
  }

  /** The contact was given the task. */
  took({ reference }: Task, contactId: string): void {
    const first = this.#taken.get(reference) ?? contactId;
    this.#taken.set(reference, first);
    this.#witness.check(
      "trackerNeverLost",
      first === contactId,
      () => `task ${reference} was given to contact ${contactId} while ${first} had it`,
    );
  }

  #holdOffered({ left, ever, finished }: OfNumber, { reference }: Task, at: number): void {
    const over = finished.get(reference) ?? Number.POSITIVE_INFINITY;
    const expires = left?.reference === reference ? left.until : Number.POSITIVE_INFINITY;
    this.#witness.check(
      "trackerNeverRevived",
      at < over && at < expires,
      () => `task ${reference} was finished, or had expired, and was offered again`,
    );
    this.#witness.check(
      "trackerNeverHandedToAnotherNumber",
      ever.has(reference),
      () => `task ${reference} was offered to a number that did not leave it`,
    );
  }

  #of(number: string): OfNumber {
    const of = this.#numbers.get(number) ?? {
      left: undefined,
      ever: new Set(),
      finished: new Map(),
    };
    this.#numbers.set(number, of);
    return of;
  }
}

function isSame(left: Task, task: Task | undefined): boolean {
  return left.reference === task?.reference && left.kept === task.kept;
}

function wordsOf(left: Task | undefined, task: Task | undefined): string {
  if (task === undefined) return "offered none";
  return left?.reference === task.reference
    ? "offered it with other data"
    : `offered ${task.reference}`;
}
