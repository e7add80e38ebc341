import type { Identifiers, Outcomes } from "../src/aws/outcomes.ts";

interface Noted {
  readonly outcome: string;
  readonly identifiers: Identifiers;
  /** Only of outcomes that failed. */
  readonly error?: unknown;
}

/** Outcomes that stay in memory, for a test to read. */
export class NotedOutcomes implements Outcomes {
  noted: Noted[] = [];
  published = 0;

  record(outcome: string, identifiers: Identifiers = {}): void {
    this.noted.push({ outcome, identifiers });
  }

  failed(outcome: string, error: unknown, identifiers: Identifiers = {}): void {
    this.noted.push({ outcome, identifiers, error });
  }

  publish(): void {
    this.published += 1;
  }

  /** The outcomes since the last time this was asked. */
  taken(): string[] {
    const outcomes = this.noted.map(({ outcome }) => outcome);
    this.noted = [];
    return outcomes;
  }
}
