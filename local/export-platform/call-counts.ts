import type { CallKind } from "./fate.ts";

/** How the calls of each kind ended. */
export class CallCounts {
  readonly #counts = new Map<string, number>();

  /** @param ending the HTTP status; `lost` for a call that was not answered */
  add(kind: CallKind | "other", ending: number | "lost"): void {
    const key = `${kind} ${ending}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** By kind and ending, such as `jobStatus 200`. */
  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
