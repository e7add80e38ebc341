import type { Clock } from "../../../src/aws/clock.ts";

/** Calls per second in the long run, and how many may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * The bucket by which AWS throttles an operation of an account. `perSecond` tokens flow in, up to
 * `burst`; a call takes one or is refused.
 */
export class Throttle {
  readonly #clock: Pick<Clock, "now">;
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(clock: Pick<Clock, "now">, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = clock.now();
  }

  /** Takes a token, if there is one. */
  admits(): boolean {
    const now = this.#clock.now();
    // A clock that was set back gives nothing and takes nothing.
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + seconds * this.#rate.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
