import type { Finding } from "../../local/connect/testing-language/finding.ts";
import type { TestCaseFileError } from "../../local/test-run/case-file.ts";
import type { Failure } from "../../local/test-run/failure.ts";
import type { TestResult } from "../../local/test-run/result.ts";
import { span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";

/** Lines of a call that are shown of a test that failed, and how many of them were observed. */
const SHOWN = 14;
const BEFORE = 6;

/** One test: a line when it passed, everything that explains it when it did not. */
export function drawTest(result: TestResult): string {
  const mark = result.passed ? style.good("✓") : style.bad("✗");
  const title = result.title === undefined ? "" : style.quiet(`  ${result.title}`);
  const upload = result.uploadSafety.safe
    ? style.quiet("upload-safe")
    : style.accent("not upload-safe");
  return [
    `${mark} ${style.title(result.name)}${title}  ${upload}`,
    ...result.uploadSafety.reasons.map(drawFinding),
    ...result.alike.map(
      ({ observation, score }) =>
        `  ${style.quiet(`~ "${observation}": ${score.toFixed(2)} alike`)}`,
    ),
    ...result.logged.flatMap(Object.entries).map(([label, value]) => `  ${label}: ${value}`),
    ...(result.passed ? [] : explained(result)),
  ].join("\n");
}

function explained(result: TestResult): string[] {
  return [
    ...result.failures.flatMap(drawFailure),
    `  ${style.quiet("the call")}`,
    ...excerpt(result).map((line) => `    ${style.quiet(line)}`),
  ];
}

/** The call from shortly before the last event that was observed. */
function excerpt({ transcript, observedLines }: TestResult): readonly string[] {
  if (transcript.length === 0) return ["nothing happened"];
  const from = Math.max(0, Math.min(observedLines - BEFORE, transcript.length - SHOWN));
  const shown = transcript.slice(from, from + SHOWN);
  const left = transcript.length - from - shown.length;
  return [
    ...(from > 0 ? [`… ${from} lines`] : []),
    ...shown,
    ...(left > 0 ? [`… ${left} lines`] : []),
  ];
}

function drawFailure({ message, details = [] }: Failure): string[] {
  return [`  ${style.bad(message)}`, ...details.map((line) => `    ${line}`)];
}

/** What is wrong at one place of a test file, and what to write instead. */
function drawFinding({ pointer, message, fix }: Finding): string {
  return `  ${style.accent(pointer || "/")} ${message}: ${fix}`;
}

/** A file that nothing was run of. */
export function drawUnreadable({ path, message, findings }: TestCaseFileError): string {
  return [`${style.bad("✗")} ${style.title(path)}  ${message}`, ...findings.map(drawFinding)].join(
    "\n",
  );
}

/** The line at the end. */
export function drawSummary(
  results: readonly TestResult[],
  { seed, tookMs }: { readonly seed: number; readonly tookMs: number },
): string {
  const passed = results.filter((result) => result.passed).length;
  const failed = results.length - passed;
  const safe = results.filter(({ uploadSafety }) => uploadSafety.safe).length;
  const calls = results.reduce((sum, { callMs }) => sum + callMs, 0);
  return [
    `${results.length} ${results.length === 1 ? "test" : "tests"}`,
    failed === 0 ? style.good("all passed") : style.bad(`${failed} failed`),
    `${safe} upload-safe`,
    `${span(calls)} of calls in ${(tookMs / 1000).toFixed(1)} s`,
    `seed ${seed}`,
  ].join(", ");
}
