import type { Invariant } from "./invariant.ts";
import { INVARIANTS } from "./invariant.ts";

/**
 * Stands beside the story and knows what really happened, without looking into any table: what the
 * systems answered is held against that.
 */
export class Witness {
  /** What broke an invariant, in words; empty when all is well. */
  readonly broken: { readonly invariant: Invariant; readonly how: string }[] = [];
  /** Numbers, card numbers, attribute values, URLs and tokens that no log may hold. */
  readonly secrets: Set<string> = new Set();

  /** Notes a breach unless `holds`. */
  check(invariant: Invariant, holds: boolean, how: () => string): void {
    if (!holds) this.broken.push({ invariant, how: how() });
  }

  /** Each invariant, and whether it held. */
  verdicts(): Record<Invariant, boolean> {
    const broken = new Set(this.broken.map(({ invariant }) => invariant));
    return Object.fromEntries(
      INVARIANTS.map((invariant) => [invariant, !broken.has(invariant)]),
    ) as Record<Invariant, boolean>;
  }
}
