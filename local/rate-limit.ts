import type { Clock } from "../src/aws/clock.ts";

/** Calls a second in the long run, and how many may come at once after a rest. */
export interface Rate {
  /** `Infinity`: no limit. */
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * The bucket by which a service throttles its callers, on the stack's clock: `perSecond` tokens flow
 * in, up to `burst`; a call takes one or is refused. (`src/aws/token-bucket.ts` is a caller's side: it waits.)
 */
export class RateLimit {
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

  /** 0: the call may pass, and takes a token. Otherwise the whole seconds after which one may. */
  take(): number {
    const { perSecond, burst } = this.#rate;
    if (perSecond === Number.POSITIVE_INFINITY) return 0;
    const now = this.#clock.now();
    // A clock that was set back gives nothing and takes nothing.
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(burst, this.#tokens + seconds * perSecond);
    this.#at = now;
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) / perSecond);
    this.#tokens -= 1;
    return 0;
  }
}
