import type { DeclaredError } from "../sidecar/sidecar.ts";

/** The errors that a sidecar declares, and how often each block was visited. */
export class DeclaredErrors {
  readonly #errors: readonly DeclaredError[];
  readonly #visits = new Map<string, number>();
  readonly #used = new Set<DeclaredError>();

  constructor(errors: readonly DeclaredError[]) {
    this.#errors = errors;
  }

  /** A block is visited. @returns the Error branch that it takes instead of doing anything */
  visited(flow: string, action: string): string | undefined {
    const key = `${flow} ${action}`;
    const visit = (this.#visits.get(key) ?? 0) + 1;
    this.#visits.set(key, visit);
    const found = this.#errors.find(
      (one) => one.flow === flow && one.action === action && (one.visit ?? visit) === visit,
    );
    if (found) this.#used.add(found);
    return found?.error;
  }

  /** Those whose block, or visit, never came. */
  get unused(): readonly DeclaredError[] {
    return this.#errors.filter((one) => !this.#used.has(one));
  }
}
