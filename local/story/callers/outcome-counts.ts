import type { LogLine } from "../../lambda/function-logs.ts";

/**
 * Counts what the functions said became of contacts: the outcome is the message of a structured log
 * line, and the name of a metric. A contact counts once for each outcome, however often it came.
 */
export class OutcomeCounts {
  readonly #contacts = new Map<string, Set<string>>();
  readonly #isOurs: (contactId: string) => boolean;

  /** @param isOurs contacts of others do not count */
  constructor(isOurs: (contactId: string) => boolean) {
    this.#isOurs = isOurs;
  }

  see(line: LogLine): void {
    if (!line.text.startsWith("{")) return;
    const { message, contactId } = structured(line.text);
    if (typeof message !== "string" || typeof contactId !== "string") return;
    if (!this.#isOurs(contactId)) return;
    const contacts = this.#contacts.get(message) ?? new Set();
    this.#contacts.set(message, contacts.add(contactId));
  }

  of(...outcomes: readonly string[]): number {
    return outcomes.reduce((sum, outcome) => sum + (this.#contacts.get(outcome)?.size ?? 0), 0);
  }
}

function structured(text: string): { readonly message?: unknown; readonly contactId?: unknown } {
  try {
    return JSON.parse(text) as object;
  } catch {
    // Not a structured line: it counts nothing, and stays in the logs.
    return {};
  }
}
