import { Interrupted, type Interruption } from "../flow/interruption.ts";
import { KeyBuffer } from "./key-buffer.ts";

/** What became of a key: a block took it, the touchtone buffer kept it, nobody listened. */
export type KeyFate = "taken" | "buffered" | "lost";

/** A key that was pressed; a block that does not need it after all changes its fate. */
export interface PressedKey {
  readonly key: string;
  fate: KeyFate;
}

/** What a caller can do, at any time. */
export interface CallersLine {
  /** @param keys of 0-9, * and #; one after another at the same instant */
  press(keys: string): void;
  hangUp(): void;
  readonly open: boolean;
}

/** A key outside 0-9, * and #. */
export class NoSuchKeyError extends Error {
  override readonly name = "NoSuchKeyError";

  constructor() {
    super("a telephone has the keys 0-9, * and #");
  }
}

/** A customer's telephone line, from the first ring to hanging up. It outlives transfers. */
export class Line implements CallersLine {
  readonly buffer: KeyBuffer = new KeyBuffer();
  #open = true;
  #listener: ((pressed: PressedKey) => void) | undefined;
  readonly #call: Interruption;
  readonly #onKey: (pressed: PressedKey) => void;

  /** @param call interrupted when the customer hangs up */
  constructor(call: Interruption, onKey: (pressed: PressedKey) => void) {
    this.#call = call;
    this.#onKey = onKey;
  }

  get open(): boolean {
    return this.#open;
  }

  press(keys: string): void {
    if (!/^[0-9*#]*$/.test(keys)) throw new NoSuchKeyError();
    for (const key of keys) if (this.#open) this.#press(key);
  }

  hangUp(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#call.interrupt(new Interrupted("hang-up"));
  }

  /** The other side hung up. */
  close(): void {
    this.#open = false;
  }

  /** Takes the keys until the answer is called. Only one block listens at a time. */
  listen(listener: (pressed: PressedKey) => void): () => void {
    this.#listener = listener;
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  #press(key: string): void {
    const fate = this.#listener ? "taken" : this.buffer.push(key) ? "buffered" : "lost";
    const pressed: PressedKey = { key, fate };
    this.#onKey(pressed);
    this.#listener?.(pressed);
  }
}
