/** Connect's touchtone buffer holds this many keys (administrator guide, touchtone-buffering). */
const CAPACITY = 30;

/** Keys that were pressed while no block listened; only while buffering is on. */
export class KeyBuffer {
  #on = false;
  #keys: string[] = [];

  get on(): boolean {
    return this.#on;
  }

  get keys(): string {
    return this.#keys.join("");
  }

  enable(): void {
    this.#on = true;
  }

  /** Stops buffering. @returns the keys that were still there */
  stopAndClear(): string {
    const kept = this.keys;
    this.#on = false;
    this.#keys = [];
    return kept;
  }

  /** @returns whether the key was kept: buffering is on and there is room */
  push(key: string): boolean {
    if (!this.#on || this.#keys.length >= CAPACITY) return false;
    this.#keys.push(key);
    return true;
  }

  /** Puts keys back, in front, that a block did not need. @returns how many were kept */
  putBack(keys: readonly string[]): number {
    const kept = this.#on ? keys.slice(0, CAPACITY - this.#keys.length) : [];
    this.#keys = [...kept, ...this.#keys];
    return kept.length;
  }

  take(): string | undefined {
    return this.#keys.shift();
  }
}
