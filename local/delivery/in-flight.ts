import type { LocalClock } from "../clock/clock.ts";
import type { Timer } from "../clock/timers.ts";

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

  /**
   * Calls `fire` at this time (epoch milliseconds). Until then, or until it is cancelled, a delivery
   * is under way, and time may pass.
   */
  later(at: number, fire: () => void): Timer {
    let over = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      over = () => {
        this.#running.delete(waiting);
        resolve();
      };
    });
    this.#running.add(waiting);
    const timer = this.#clock.at(at, () => {
      // First, so that what begins now is under way before this is over.
      fire();
      over();
    });
    return {
      cancel() {
        timer.cancel();
        over();
      },
    };
  }

  /** Waits until no delivery is under way, those included that wait for a retry. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await this.#clock.waiting(Promise.all(this.#running));
  }
}
