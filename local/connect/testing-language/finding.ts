/**
 * What reading a test file found.
 *
 * - `error`: the file says nothing that could be run; Connect refuses it, too.
 * - `upload`: it runs here, but Connect refuses it or does something else with it: not upload-safe.
 * - `warning`: it may be refused, or be unreliable in Connect; the sources disagree.
 */
export interface Finding {
  readonly severity: "error" | "upload" | "warning";
  /** JSON pointer (RFC 6901) into the file. */
  readonly pointer: string;
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Collects findings in the order of the file. */
export class Findings {
  readonly all: Finding[] = [];

  add(severity: Finding["severity"], pointer: string, message: string, fix: string): void {
    this.all.push({ severity, pointer, message, fix });
  }

  get errors(): readonly Finding[] {
    return this.all.filter(({ severity }) => severity === "error");
  }
}
