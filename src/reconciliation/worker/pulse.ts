import type { AlarmClock } from "../../aws/clock.ts";

/** Beats for what the worker holds, each once per interval, for as long as it is held. */
export class Pulse {
  readonly #clock: AlarmClock;
  readonly #intervalMs: number;

  constructor(clock: AlarmClock, intervalMs: number) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /**
   * @param beat must not reject; one that takes longer than the interval does not hold up the next
   * @returns ends it
   */
  start(beat: () => Promise<void>): () => void {
    const next = () =>
      this.#clock.at(this.#clock.now() + this.#intervalMs, () => {
        alarm = next();
        void beat();
      });
    let alarm = next();
    return () => alarm.cancel();
  }
}
