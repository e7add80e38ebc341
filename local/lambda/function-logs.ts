/** One thing a function, or Lambda about it, wrote. */
export interface LogLine {
  readonly functionName: string;
  /** Absent while the function is initialised. */
  readonly requestId?: string;
  /** Epoch milliseconds of the stack's clock. */
  readonly at: number;
  /** `lambda`: written by Lambda itself, as it logs errors and timeouts. */
  readonly source: "stdout" | "stderr" | "lambda";
  readonly text: string;
}

/** Newest lines kept per function; `onLog` sees all of them. */
const KEPT = 10_000;

/** What CloudWatch Logs would hold of the functions. */
export class FunctionLogs {
  readonly #lines = new Map<string, LogLine[]>();
  readonly #onLog: ((line: LogLine) => void) | undefined;

  constructor(onLog?: (line: LogLine) => void) {
    this.#onLog = onLog;
  }

  add(line: LogLine): void {
    const lines = this.#lines.get(line.functionName) ?? [];
    this.#lines.set(line.functionName, lines);
    lines.push(line);
    // Now and then, not at every line: removing from the front moves the whole list.
    if (lines.length >= 2 * KEPT) lines.splice(0, lines.length - KEPT);
    this.#onLog?.(line);
  }

  of(functionName: string): readonly LogLine[] {
    return (this.#lines.get(functionName) ?? []).slice(-KEPT);
  }

  all(): readonly LogLine[] {
    return [...this.#lines.keys()].flatMap((name) => this.of(name));
  }
}
