import type { Invariant } from "./witness.ts";

/** What came of the story. Times are milliseconds: `wallMs` of waiting, `virtualMs` of the day. */
export interface StoryReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly wallMs: number;
  readonly virtualMs: number;
  readonly callbacks: {
    readonly claims: number;
    readonly duplicatesRefused: number;
    readonly released: number;
  };
  readonly trackers: {
    readonly stored: number;
    readonly resumed: number;
    readonly closed: number;
    readonly expired: number;
  };
  readonly asyncFunction: {
    readonly started: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly comfortMessages: number;
  };
  readonly invariants: Readonly<Record<Invariant, boolean>>;
  /** In words, what broke an invariant; for people, not part of `--json`. */
  readonly broken: readonly string[];
}
