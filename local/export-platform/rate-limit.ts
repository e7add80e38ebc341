import type { Clock } from "../../src/aws/clock.ts";

/** So many requests a second, and as many at once after a second of quiet, on the local clock. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #tokens: number;
  #at: number;

  /** @param perSecond `Infinity`: no limit */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#tokens = Math.max(1, perSecond);
    this.#at = clock.now();
  }

  /** 0: the request may pass. Otherwise the whole seconds after which one may. */
  take(): number {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return 0;
    const now = this.#clock.now();
    const refilled = this.#tokens + ((now - this.#at) / 1000) * this.#perSecond;
    this.#tokens = Math.min(Math.max(1, this.#perSecond), refilled);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) / this.#perSecond);
    this.#tokens -= 1;
    return 0;
  }
}
