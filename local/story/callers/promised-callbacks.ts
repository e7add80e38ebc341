import type { Witness } from "../witness.ts";

interface Promised {
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
  readonly #witness: Witness;
  readonly #ttlMs: number;

  /** @param ttlMs how long a claim lives that nothing releases */
  constructor(witness: Witness, ttlMs: number) {
    this.#witness = witness;
    this.#ttlMs = ttlMs;
  }

  /** The system said SUCCESS to this chain. */
  promised(key: string, root: string, at: number): void {
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
    const mine = promises.find((promise) => promise.root === root && promise.overAt === undefined);
    if (!mine) promises.push({ root, at, overAt: undefined });
  }

  /** The callback of this chain came about, ended, or can no longer come about. */
  over(key: string, root: string, at: number): void {
    for (const promise of this.#byKey.get(key) ?? []) {
      if (promise.root === root) promise.overAt ??= at;
    }
  }
}
