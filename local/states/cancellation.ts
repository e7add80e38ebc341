/** Thrown through a branch that is to stop where it is. No state's Catch ever sees it. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
  /** Id of the event that made the branch stop. */
  readonly byEvent: number;

  constructor(byEvent: number) {
    super("this branch was stopped");
    this.byEvent = byEvent;
  }
}

/** A wish to stop that spreads from a branch to the branches inside it. */
export class Cancellation {
  #cancelled: Cancelled | undefined;
  readonly #listeners = new Set<(reason: Cancelled) => void>();

  get reason(): Cancelled | undefined {
    return this.#cancelled;
  }

  cancel(byEvent: number): void {
    if (this.#cancelled) return;
    const reason = new Cancelled(byEvent);
    this.#cancelled = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  /** Calls `listener` when this is cancelled, at once if it is; the answer takes that back. */
  onCancel(listener: (reason: Cancelled) => void): () => void {
    if (this.#cancelled) listener(this.#cancelled);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Settles as `start` settles it, or rejects with `Cancelled`. Either way it then calls what
   * `start` returned, to clear timers away.
   */
  race<T>(
    start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
  ): Promise<T> {
    let undo: () => void = () => {};
    let forget: () => void = () => {};
    const settled = new Promise<T>((resolve, reject) => {
      forget = this.onCancel(reject);
      if (this.#cancelled === undefined) undo = start(resolve, reject);
    });
    return settled.finally(() => {
      forget();
      undo();
    });
  }
}
