import type { LocalClock } from "../../clock/clock.ts";

/** The long polls at one queue, and those in the stack who consume it. */
export class Waiters {
  readonly #clock: LocalClock;
  readonly #waiting: Set<() => void> = new Set();
  readonly #watching: Set<() => void> = new Set();

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  /** Lets everybody look again, in the order in which they came. */
  wake(): void {
    for (const look of [...this.#watching, ...this.#waiting]) look();
  }

  /** Looks at every change, at once, until the returned function is called. */
  watch(look: () => void): () => void {
    this.#watching.add(look);
    return () => this.#watching.delete(look);
  }

  /** Waits, without holding the clock, until `wake`, this time (epoch milliseconds) or the abort. */
  async wait(until: number, signal: AbortSignal | undefined): Promise<void> {
    let look: () => void = () => {};
    const looked = new Promise<void>((resolve) => {
      look = resolve;
    });
    const timer = this.#clock.at(until, look);
    this.#waiting.add(look);
    signal?.addEventListener("abort", look);
    try {
      await this.#clock.waiting(looked);
    } finally {
      timer.cancel();
      this.#waiting.delete(look);
      signal?.removeEventListener("abort", look);
    }
  }
}
