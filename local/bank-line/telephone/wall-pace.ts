import { setTimeout as sleep } from "node:timers/promises";
import type { LocalClock } from "../../clock/clock.ts";

const TICK_MS = 40;

/** How time passes for somebody who sits at a terminal. */
export interface Pace {
  /** Time passes by itself, until `stop`. @throws what falls due and fails */
  run(): Promise<void>;
  /** Lets so many milliseconds pass at once. */
  skip(milliseconds: number): Promise<void>;
  stop(): void;
}

/** The time outside. */
interface Wall {
  /** Milliseconds; never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/**
 * Moves a driven clock on as the wall clock goes. It is not the paced clock, because that cannot
 * jump, and a person may want to let two minutes pass.
 */
export class WallPace implements Pace {
  readonly #clock: LocalClock;
  readonly #wall: Wall;
  #isStopped = false;

  constructor(clock: LocalClock, wall: Wall = { now: () => performance.now(), sleep }) {
    this.#clock = clock;
    this.#wall = wall;
  }

  async run(): Promise<void> {
    let last = this.#wall.now();
    while (!this.#isStopped) {
      await this.#wall.sleep(TICK_MS);
      if (this.#isStopped) return;
      // The clock has whole milliseconds; what is left over counts the next time.
      const passed = Math.floor(this.#wall.now() - last);
      last += passed;
      await this.#clock.advance(passed);
    }
  }

  skip(milliseconds: number): Promise<void> {
    return this.#clock.advance(milliseconds);
  }

  stop(): void {
    this.#isStopped = true;
  }
}
