import { CLOCK_HOOK, type Clock } from "../../src/aws/clock.ts";
import { Activity, currentActivity } from "./activity.ts";
import { type Timer, Timers } from "./timers.ts";

/** Node fires a longer setTimeout at once instead of late. */
const LONGEST_NODE_TIMEOUT = 2 ** 31 - 1;

/** Turns of the event loop without any activity before time moves: see docs/decisions/0001. */
const QUIET_TURNS = 3;

/** Nothing is in flight, no timer is set, and somebody still waits: time could never end the wait. */
export class ClockStalledError extends Error {
  override readonly name = "ClockStalledError";
}

/**
 * The local stack's clock. **Driven**: time stands still while any activity is in flight, and then
 * jumps to the next timer, one timer at a time, up to a horizon. **Paced**: the wall clock.
 * docs/decisions/0001 says why and names the traps.
 */
export class LocalClock implements Clock {
  #now: number;
  #timers = new Timers();
  #active = 0;
  #paced: { readonly skew: number; timeout: NodeJS.Timeout | undefined } | undefined;
  #idle: (() => void) | undefined;
  #driving: Promise<unknown> = Promise.resolve();

  /** @param startAt epoch milliseconds of virtual time at which the driven clock begins */
  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#paced ? Date.now() + this.#paced.skew : this.#now;
  }

  /** Calls `fire` when it is `at` (epoch milliseconds), at once if that is past. */
  at(at: number, fire: () => void): Timer {
    // A timer belongs to no activity: whoever set it may be over when it fires.
    const timer = this.#timers.add(Math.max(at, this.now()), () =>
      currentActivity.run(undefined, fire),
    );
    if (this.#paced) this.#schedule();
    return timer;
  }

  /** Waits; the calling activity is suspended meanwhile. */
  sleep(milliseconds: number): Promise<void> {
    const activity = currentActivity.getStore();
    activity?.suspend();
    return new Promise((resolve) => {
      this.at(this.now() + Math.max(0, milliseconds), () => {
        activity?.resume();
        resolve();
      });
    });
  }

  /** Runs `work` as an activity of its own; the calling activity only waits for it. */
  async run<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    const waiting = currentActivity.getStore();
    const activity = new Activity(name, (change) => this.#changed(change));
    waiting?.suspend();
    try {
      return await currentActivity.run(activity, work);
    } finally {
      waiting?.resume();
      activity.end();
    }
  }

  /**
   * Starts `work` as an activity of its own beside the calling one, which goes on. To end with it,
   * await the promise through `waiting`.
   */
  start<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    return currentActivity.run(undefined, () => this.run(name, work));
  }

  /** Awaits something that only another activity, or time, can bring. */
  async waiting<T>(promise: Promise<T>): Promise<T> {
    const activity = currentActivity.getStore();
    activity?.suspend();
    try {
      return await promise;
    } finally {
      activity?.resume();
    }
  }

  /** Lets time pass as `work` needs it, without a horizon, until `work` is done. */
  drive<T>(work: () => Promise<T>): Promise<T> {
    return this.#exclusively(async () => {
      let settled = false;
      const result = this.run("drive", work).finally(() => {
        settled = true;
        this.#idle?.();
      });
      // Handled below; an early rejection must not count as unhandled while time still moves.
      result.catch(() => {});
      while (!settled) {
        await this.#quiet();
        if (settled) break;
        if (!this.#paced && !this.#step(Number.POSITIVE_INFINITY)) {
          throw new ClockStalledError(
            "nothing is in flight and no timer is set, but the driven work has not finished",
          );
        }
        if (this.#paced) await result;
      }
      return result;
    });
  }

  /** Lets this much virtual time pass, doing everything that falls due in it. */
  advance(milliseconds: number): Promise<void> {
    return this.#exclusively(async () => {
      const horizon = this.#now + milliseconds;
      do await this.#quiet();
      while (this.#step(horizon));
      this.#now = horizon;
    });
  }

  /** Waits until nothing is in flight; no time passes. */
  settle(): Promise<void> {
    return this.advance(0);
  }

  /** From here on the wall clock; never earlier than the virtual time already reached. */
  pace(): void {
    if (this.#paced) return;
    this.#paced = { skew: Math.max(0, this.#now - Date.now()), timeout: undefined };
    this.#schedule();
  }

  /** Puts this clock behind `src/aws/clock.ts`, for every bundle in the process. */
  install(): void {
    (globalThis as { [CLOCK_HOOK]?: Clock })[CLOCK_HOOK] = this;
  }

  uninstall(): void {
    const hooked = globalThis as { [CLOCK_HOOK]?: Clock };
    if (hooked[CLOCK_HOOK] === this) delete hooked[CLOCK_HOOK];
    clearTimeout(this.#paced?.timeout);
  }

  #changed(change: 1 | -1): void {
    this.#active += change;
    if (this.#active === 0) this.#idle?.();
  }

  #step(horizon: number): boolean {
    const next = this.#timers.next();
    if (next === undefined || next > horizon) return false;
    this.#now = Math.max(this.#now, next);
    this.#timers.fire();
    return true;
  }

  /** Resolves after QUIET_TURNS turns of the event loop in a row without an activity. */
  async #quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      if (this.#active > 0) {
        await new Promise<void>((resolve) => {
          this.#idle = resolve;
        });
        this.#idle = undefined;
        turns = 0;
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#active > 0) turns = -1;
    }
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#driving.then(work);
    this.#driving = mine.catch(() => {});
    return mine;
  }

  #schedule(): void {
    if (!this.#paced) return;
    clearTimeout(this.#paced.timeout);
    const next = this.#timers.next();
    if (next === undefined) return;
    const wait = Math.min(Math.max(0, next - this.now()), LONGEST_NODE_TIMEOUT);
    this.#paced.timeout = setTimeout(() => {
      const due = this.#timers.next();
      if (due !== undefined && due <= this.now()) this.#timers.fire();
      this.#schedule();
    }, wait);
  }
}
