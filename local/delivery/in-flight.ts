import type { LocalClock } from "../clock/clock.ts";

/** Deliveries under way. Nobody awaits one, so this does: none floats, no error is lost. */
export class InFlight {
  /** What deliveries threw: mistakes of the stack, not failures of functions. */
  readonly problems: unknown[] = [];
  readonly #clock: LocalClock;
  readonly #running = new Set<Promise<void>>();

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  /** Starts a delivery at once, as an activity that nobody waits for. */
  start(name: string, work: () => Promise<void>): void {
    const delivery = this.#clock
      .start(name, work)
      .catch((problem: unknown) => {
        this.problems.push(problem);
      })
      .finally(() => this.#running.delete(delivery));
    this.#running.add(delivery);
  }

  /** Waits until no delivery is under way, those included that wait for a retry. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await this.#clock.waiting(Promise.all(this.#running));
  }
}
