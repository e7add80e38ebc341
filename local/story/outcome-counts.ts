import type { LogLine } from "../lambda/function-logs.ts";

/**
 * Counts what the functions said became of their work: the outcome is the message of a structured
 * log line, and the name of a metric.
 */
export class OutcomeCounts {
  readonly #counts = new Map<string, number>();

  see(line: LogLine): void {
    if (!line.text.startsWith("{")) return;
    try {
      const { message, level } = JSON.parse(line.text) as { message?: unknown; level?: unknown };
      if (typeof message !== "string" || level === undefined) return;
      this.#counts.set(message, (this.#counts.get(message) ?? 0) + 1);
    } catch {
      // Not a structured line: it counts nothing, and stays in the logs.
    }
  }

  of(outcome: string): number {
    return this.#counts.get(outcome) ?? 0;
  }
}
