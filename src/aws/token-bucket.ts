import type { Clock } from "./clock.ts";

/** A service's limit on calls, as AWS states it: a rate, and how many may come at once after a rest. */
export interface CallRate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Spaces calls out so that a service's limit is never exceeded. It begins empty: buckets that are
 * used one after another, by one invocation and the next, together keep the limit too, and none
 * needs to know what the one before it left.
 */
export class TokenBucket {
  readonly rate: CallRate;
  readonly #clock: Clock;
  /** As of `#at`, which lies ahead while somebody waits. */
  #tokens = 0;
  #at: number;
  /** When the clock was asked last: it may be set back. */
  #asked: number;
  #taken = 0;

  constructor(clock: Clock, rate: CallRate) {
    this.rate = rate;
    this.#clock = clock;
    this.#at = clock.now();
    this.#asked = this.#at;
  }

  /** How many calls were let through so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Waits until one more call is allowed. Several may wait at once. */
  async take(): Promise<void> {
    const now = this.#now();
    this.#taken += 1;
    const tokens = this.#tokensAt(now);
    if (tokens >= 1) {
      this.#tokens = tokens - 1;
      this.#at = now;
      return;
    }
    // Whole milliseconds, as timers have: what is waited too long is lost, so that the next call
    // does not come too early by it.
    const wait = Math.ceil(((1 - tokens) / this.rate.perSecond) * 1000);
    this.#tokens = 0;
    this.#at = now + wait;
    await this.#clock.sleep(wait);
  }

  /** Lets nothing through for a while, and no burst after it: others use the same limit. */
  async pause(milliseconds: number): Promise<void> {
    await this.#clock.sleep(milliseconds);
    this.#at = Math.max(this.#now(), this.#at);
    this.#tokens = 0;
  }

  /** How many calls fit between now and then, at the steady rate. */
  fitsUntil(then: number): number {
    return Math.max(0, Math.floor(((then - this.#clock.now()) / 1000) * this.rate.perSecond));
  }

  /** A clock that was set back gives nothing and takes nothing. */
  #now(): number {
    const now = this.#clock.now();
    this.#at -= Math.max(0, this.#asked - now);
    this.#asked = now;
    return now;
  }

  /** Negative while the token that somebody waits for is still to come. */
  #tokensAt(now: number): number {
    const flown = ((now - this.#at) / 1000) * this.rate.perSecond;
    return Math.min(this.rate.burst, this.#tokens + flown);
  }
}
