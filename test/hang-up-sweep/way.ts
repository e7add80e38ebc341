import type { DeclaredError } from "../../local/test-run/sidecar/sidecar.ts";

/**
 * What a caller answers, question by question, with spaces between: keys, `-` for nothing, `N#` for
 * the number of another telephone of theirs. At a question for which nothing is left they hang up.
 */
export type Answers = string;

/** A way through the flows, as one caller takes it. */
export interface Way {
  readonly name: string;
  /** Calls that the caller made before, long enough ago for their records to have arrived. */
  readonly before?: readonly Answers[];
  readonly answers: Answers;
  readonly withheld?: true;
  /** Blocks that take an Error branch instead of doing anything; in the call that is swept only. */
  readonly errors?: readonly DeclaredError[];
  /**
   * An agent is free so many seconds after the call began, puts the caller on hold for a while, and
   * hangs up; or hands them over to the same queue. Absent: nobody, until all calls are over.
   */
  readonly agent?: { readonly comesAfterSeconds: number; readonly handsOver?: true };
}

/** What callers type where it must stay secret; no id, time or count looks like that. */
export const CARD_NUMBER = "4111111111111111";
export const EXPIRY = "0931";
export const PIN = "0471";
