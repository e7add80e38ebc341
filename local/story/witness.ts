/** A statement about the whole day that must hold, whatever went wrong on the way. */
export type Invariant =
  | "neverTwoLiveClaimsPerNumberAndQueue"
  | "everyClaimReleasedInTheEnd"
  | "trackerNeverHandedToAnotherNumber"
  | "trackerNeverLost"
  | "trackerNeverRevived"
  | "controlKeysIntact"
  | "oneExecutionPerRequest"
  | "answersAreValid"
  | "nothingLeftInDeadEnds"
  | "noPersonalDataInLogs";

export const INVARIANTS: readonly Invariant[] = [
  "neverTwoLiveClaimsPerNumberAndQueue",
  "everyClaimReleasedInTheEnd",
  "trackerNeverHandedToAnotherNumber",
  "trackerNeverLost",
  "trackerNeverRevived",
  "controlKeysIntact",
  "oneExecutionPerRequest",
  "answersAreValid",
  "nothingLeftInDeadEnds",
  "noPersonalDataInLogs",
];

/** What is counted while the callers call. */
export interface Tally {
  calls: number;
  claims: number;
  duplicatesRefused: number;
  setErrors: number;
  resumed: number;
  expired: number;
  started: number;
  succeeded: number;
  failed: number;
  comfortMessages: number;
}

/**
 * Stands beside the story and knows what really happened to every caller, without looking into any
 * table: what the systems answered is held against that.
 */
export class Witness {
  readonly tally: Tally = {
    calls: 0,
    claims: 0,
    duplicatesRefused: 0,
    setErrors: 0,
    resumed: 0,
    expired: 0,
    started: 0,
    succeeded: 0,
    failed: 0,
    comfortMessages: 0,
  };
  /** What broke an invariant, in words; empty when all is well. */
  readonly broken: { readonly invariant: Invariant; readonly how: string }[] = [];
  /** Numbers, card numbers and attribute values that no log may hold. */
  readonly secrets: Set<string> = new Set();
  /** Distinct requests to the async function: chain, request id and parameters. */
  readonly requests: Set<string> = new Set();

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
