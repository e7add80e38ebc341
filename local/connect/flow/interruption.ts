import type { LocalClock } from "../../clock/clock.ts";

/** Thrown through a flow that is to stop where it is. No error branch ever sees it. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly by: InterruptedBy;

  constructor(by: InterruptedBy) {
    super(`interrupted: ${by}`);
    this.by = by;
  }
}

export type InterruptedBy =
  /** The customer hung up. */
  | "hang-up"
  /** An agent took the contact out of its queue. */
  | "agent"
  /** The hold is over. */
  | "resumed"
  /** StopContact. */
  | "stopped"
  /** It waited too long in a queue. */
  | "expired"
  /** What it belonged to is over. */
  | "over";

/** A wish to stop that spreads from a call to whatever goes on in it. */
export class Interruption {
  #reason: Error | undefined;
  readonly #listeners = new Set<(reason: Error) => void>();

  /** @param parent when that is interrupted, so is this */
  constructor(parent?: Interruption) {
    parent?.onInterrupt((reason) => this.interrupt(reason));
  }

  get reason(): Error | undefined {
    return this.#reason;
  }

  interrupt(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  /** Calls `listener` when this is interrupted, at once if it is; the answer takes that back. */
  onInterrupt(listener: (reason: Error) => void): () => void {
    if (this.#reason) listener(this.#reason);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws what interrupted it */
  check(): void {
    if (this.#reason) throw this.#reason;
  }

  /**
   * Settles as `start` settles it, or rejects with what interrupts it. Either way it then calls what
   * `start` returned, to clear timers and listeners away. The calling activity is suspended.
   */
  wait<T>(clock: LocalClock, start: Waiting<T>): Promise<T> {
    let undo: () => void = () => {};
    let forget: () => void = () => {};
    const settled = new Promise<T>((resolve, reject) => {
      forget = this.onInterrupt(reject);
      if (this.#reason === undefined) undo = start(resolve, reject);
    });
    return clock.waiting(settled).finally(() => {
      forget();
      undo();
    });
  }

  /** Lets time pass. @param until epoch milliseconds */
  pause(clock: LocalClock, until: number): Promise<void> {
    return this.wait<void>(clock, (resolve) => {
      const timer = clock.at(until, () => resolve());
      return () => timer.cancel();
    });
  }
}

type Waiting<T> = (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void;
