import type { Finding } from "../../connect/testing-language/finding.ts";

/** Whether Connect takes a test file as it is, and does with it what was done here. */
export interface UploadSafety {
  readonly safe: boolean;
  /** What Connect refuses or reads in another way. */
  readonly reasons: readonly Finding[];
  /** What may be refused, or be unreliable: the sources disagree. */
  readonly warnings: readonly Finding[];
}

/** The sidecar does not count: it is not uploaded. */
export function uploadSafety(findings: readonly Finding[]): UploadSafety {
  const reasons = findings.filter(({ severity }) => severity !== "warning");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return { safe: reasons.length === 0, reasons, warnings };
}
