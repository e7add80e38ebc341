import type { LocalClock } from "../../clock/clock.ts";
import type { Interruption } from "../flow/interruption.ts";
import type { Line, PressedKey } from "./line.ts";

/** The keys of a line while one block listens to it: those buffered before, then those pressed. */
export class KeySource {
  readonly #clock: LocalClock;
  readonly #interruption: Interruption;
  readonly #line: Line;
  readonly #pressed: PressedKey[] = [];
  #wake: (() => void) | undefined;
  readonly #stop: () => void;

  constructor(line: Line, clock: LocalClock, interruption: Interruption) {
    this.#clock = clock;
    this.#interruption = interruption;
    this.#line = line;
    this.#stop = line.listen((pressed) => {
      this.#pressed.push(pressed);
      this.#wake?.();
    });
  }

  /** Whether a key is there already. */
  get ready(): boolean {
    return this.#pressed.length > 0 || this.#line.buffer.keys !== "";
  }

  /**
   * The next key, or undefined when none came in time.
   * @param until epoch milliseconds
   * @throws Interrupted
   */
  async next(until: number): Promise<string | undefined> {
    await this.wait(until);
    return this.#line.buffer.take() ?? this.#pressed.shift()?.key;
  }

  /** Waits for a key, which stays where it is. */
  async wait(until: number): Promise<void> {
    this.#interruption.check();
    if (this.ready) return;
    await this.#interruption.wait<void>(this.#clock, (resolve) => {
      this.#wake = resolve;
      const timer = this.#clock.at(until, () => resolve());
      return () => {
        this.#wake = undefined;
        timer.cancel();
      };
    });
  }

  /** Keys that were not needed go into the buffer, or are lost. */
  close(): void {
    this.#stop();
    const kept = this.#line.buffer.putBack(this.#pressed.map(({ key }) => key));
    this.#pressed.forEach((pressed, index) => {
      pressed.fate = index < kept ? "buffered" : "lost";
    });
  }
}
