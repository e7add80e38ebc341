import type { CallersReport } from "./callers/callers-report.ts";
import type { Invariant } from "./invariant.ts";
import type { ReconciliationsReport } from "./reconciliations/reconciliations-chapter.ts";
import type { RecordingsReport } from "./recordings/recordings-chapter.ts";

/** What came of the story. Times are milliseconds: `wallMs` of waiting, `virtualMs` of the day. */
export interface StoryReport extends CallersReport, ReconciliationsReport, RecordingsReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly wallMs: number;
  readonly virtualMs: number;
  readonly invariants: Readonly<Record<Invariant, boolean>>;
  /** In words, what broke an invariant; for people, not part of `--json`. */
  readonly broken: readonly string[];
}
