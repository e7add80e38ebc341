import { type Coverage, percent } from "../../local/connect/flow-coverage/coverage.ts";
import type { TestResult } from "../../local/test-run/result.ts";

/** What `--json` prints. Times are milliseconds. */
export function testRunJson(
  results: readonly TestResult[],
  coverage: Coverage,
  { seed, tookMs }: { readonly seed: number; readonly tookMs: number },
): object {
  const passed = results.filter((result) => result.passed).length;
  return {
    tests: results.map(({ path, uploadSafety, alike, ...rest }) => ({
      file: path,
      ...rest,
      uploadSafe: uploadSafety.safe,
      uploadFindings: [...uploadSafety.reasons, ...uploadSafety.warnings],
      similarity: alike,
    })),
    coverage: { ...coverage.total, percent: percent(coverage.total), flows: coverage.flows },
    summary: {
      tests: results.length,
      passed,
      failed: results.length - passed,
      uploadSafe: results.filter(({ uploadSafety }) => uploadSafety.safe).length,
      seed,
      tookMs: Math.round(tookMs),
    },
  };
}
