import type { Witness } from "../witness.ts";

interface Promised {
  readonly number: string;
  readonly root: string;
  readonly at: number;
  /** When it was truly over: connected, ended, taken back, or the caller was gone before it began. */
  overAt: number | undefined;
}

/**
 * Which callbacks were promised to whom. A claim may be given only when nobody else's is still open:
 * that is what "one callback per caller" means.
 */
export class PromisedCallbacks {
  readonly #byKey = new Map<string, Promised[]>();
  readonly #byRoot = new Map<string, Promised[]>();
  readonly #witness: Witness;
  readonly #ttlMs: number;

  /** @param ttlMs how long a claim lives that nothing releases */
  constructor(witness: Witness, ttlMs: number) {
    this.#witness = witness;
    this.#ttlMs = ttlMs;
  }

  /**
   * The system said SUCCESS to this chain.
   * @returns false for a repeat of what it has said before
   */
  promised(number: string, queue: string, root: string, at: number): boolean {
    const key = `${number}#${queue}`;
    const promises = this.#byKey.get(key) ?? [];
    this.#byKey.set(key, promises);
    for (const earlier of promises) {
      if (earlier.root === root) continue;
      const over = earlier.overAt ?? earlier.at + this.#ttlMs;
      this.#witness.check(
        "neverTwoLiveClaimsPerNumberAndQueue",
        over <= at,
        () => `chain ${root} got a claim while chain ${earlier.root} still had it`,
      );
    }
    if (promises.some((promise) => promise.root === root && promise.overAt === undefined)) {
      return false;
    }
    const mine = { number, root, at, overAt: undefined };
    promises.push(mine);
    this.#byRoot.set(root, [...(this.#byRoot.get(root) ?? []), mine]);
    return true;
  }

  /** The callback of this chain came about, ended, or can no longer come about. */
  over(root: string, number: string, at: number): void {
    for (const promise of this.#byRoot.get(root) ?? []) {
      if (promise.number === number) promise.overAt ??= at;
    }
  }

  /** Nothing that was promised to this chain can come about. */
  allOver(root: string, at: number): void {
    for (const promise of this.#byRoot.get(root) ?? []) promise.overAt ??= at;
  }
}
