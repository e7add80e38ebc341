import type { LocalClock } from "../clock/clock.ts";
import type { InFlight } from "./in-flight.ts";

/** Shares of deliveries, 0 to 1. At most one fault happens to a delivery. */
export interface FaultRates {
  /** Delivered a second time, at once or up to `longestDelayMs` later. */
  readonly duplicate?: number;
  /** Never delivered. */
  readonly drop?: number;
  /** Delivered up to `longestDelayMs` late. */
  readonly delay?: number;
  /** Held back up to two seconds, so that what comes next overtakes it. */
  readonly reorder?: number;
  /** Virtual milliseconds. @default 60000 */
  readonly longestDelayMs?: number;
}

/** Virtual milliseconds. */
const REORDER_WITHIN_MS = 2_000;

/**
 * What goes wrong between a sender and a function, on demand: at least once, late, out of order, and
 * for what the services do not promise, not at all.
 */
export class DeliveryFaults {
  readonly happened: { duplicate: number; drop: number; delay: number; reorder: number } = {
    duplicate: 0,
    drop: 0,
    delay: 0,
    reorder: 0,
  };
  readonly #random: () => number;
  #rates: FaultRates = {};

  /** @param random seeded: at least 0, below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** From now on; `{}` ends all faults. */
  set(rates: FaultRates): void {
    this.#rates = rates;
  }

  /** Delivers now, or as the faults have it. */
  through(clock: LocalClock, inFlight: InFlight, name: string, deliver: () => void): void {
    for (const delay of this.#delays()) {
      if (delay === 0) deliver();
      else {
        inFlight.start(`delayed ${name}`, async () => {
          await clock.sleep(delay);
          deliver();
        });
      }
    }
  }

  /** For each delivery, after how many virtual milliseconds. */
  #delays(): readonly number[] {
    const {
      duplicate = 0,
      drop = 0,
      delay = 0,
      reorder = 0,
      longestDelayMs = 60_000,
    } = this.#rates;
    let dice = this.#random();
    const hit = (rate: number): boolean => {
      dice -= rate;
      return dice < 0;
    };
    const late = (longestMs: number): number => 1 + Math.floor(this.#random() * longestMs);
    if (hit(duplicate)) {
      // Every second copy comes at once: the two then race.
      const copy = this.#random() < 0.5 ? 0 : late(longestDelayMs);
      return this.#note("duplicate", [0, copy]);
    }
    if (hit(drop)) return this.#note("drop", []);
    if (hit(delay)) return this.#note("delay", [late(longestDelayMs)]);
    if (hit(reorder)) return this.#note("reorder", [late(REORDER_WITHIN_MS)]);
    return [0];
  }

  #note(fault: keyof DeliveryFaults["happened"], delays: readonly number[]): readonly number[] {
    this.happened[fault] += 1;
    return delays;
  }
}
