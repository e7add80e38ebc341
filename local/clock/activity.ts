import { AsyncLocalStorage } from "node:async_hooks";

/**
 * One thread of control whose work must finish before time may pass: an invocation, a delivery, an
 * engine branch. It is suspended while it sleeps or only waits for another activity.
 */
export class Activity {
  readonly name: string;
  #suspensions = 0;
  #ended = false;
  readonly #count: (change: 1 | -1) => void;

  constructor(name: string, count: (change: 1 | -1) => void) {
    this.name = name;
    this.#count = count;
    count(1);
  }

  suspend(): void {
    this.#suspensions += 1;
    if (this.#suspensions === 1 && !this.#ended) this.#count(-1);
  }

  resume(): void {
    this.#suspensions -= 1;
    if (this.#suspensions === 0 && !this.#ended) this.#count(1);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#suspensions === 0) this.#count(-1);
  }
}

/** The activity that the running code belongs to; follows promises, timers and sockets. */
export const currentActivity: AsyncLocalStorage<Activity | undefined> = new AsyncLocalStorage();
