import type { Failure } from "./failure.ts";
import type { ExecutionRecord } from "./report/execution-records.ts";
import type { UploadSafety } from "./report/upload-safety.ts";

/** What came of one test. */
export interface TestResult {
  readonly path: string;
  /** `<flow>/<scenario>`. */
  readonly name: string;
  /** As its Metadata has it. */
  readonly title: string | undefined;
  readonly passed: boolean;
  readonly failures: readonly Failure[];
  readonly uploadSafety: UploadSafety;
  /** To be filled in before the file is given to Connect. */
  readonly placeholders: readonly string[];
  /** Messages that were compared by Similarity. */
  readonly alike: readonly Alike[];
  /** LogData, in order, by label. */
  readonly logged: readonly Readonly<Record<string, string>>[];
  /** The call, a line each. */
  readonly transcript: readonly string[];
  /** Lines of the transcript until the last event that was observed. */
  readonly observedLines: number;
  /** As Connect's ListTestCaseExecutionRecords has them. */
  readonly records: readonly ExecutionRecord[];
  /** How long the call lasted, in its own time. */
  readonly callMs: number;
  /** How long it took to run. */
  readonly tookMs: number;
}

interface Alike {
  readonly observation: string;
  /** From 0 to 1. */
  readonly score: number;
}
