import type { Finding } from "../../local/connect/lint/finding.ts";
import { style } from "../terminal/style.ts";

/** A file, and what the linter has to say of it. */
export type LintedFile =
  | { readonly file: string; readonly findings: readonly Finding[] }
  | { readonly file: string; readonly unreadable: Unreadable };

interface Unreadable {
  /** `no-file`, or why the text is no flow. */
  readonly reason: string;
  readonly message: string;
}

export interface LintSummary {
  readonly files: number;
  readonly unreadable: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Findings grouped by file, and within a file by action; a line at the end says how many. */
export function drawLint(files: readonly LintedFile[], summary: LintSummary): string {
  return [...files.flatMap(drawFile), "", drawSummary(summary)].join("\n");
}

function drawFile(linted: LintedFile): string[] {
  const name = style.title(linted.file);
  if ("unreadable" in linted) {
    return [`${style.bad("✗")} ${name}`, `  ${linted.unreadable.message}`];
  }
  const { findings } = linted;
  if (findings.length === 0) return [`${style.good("✓")} ${name}`];
  const isBad = findings.some(({ severity }) => severity === "error");
  const lines = [`${isBad ? style.bad("✗") : style.accent("!")} ${name}`];
  let above: string | undefined;
  for (const finding of findings) {
    const place = placeOf(finding);
    if (place !== above) lines.push(`  ${place}`);
    above = place;
    lines.push(...drawFinding(finding));
  }
  return lines;
}

function placeOf({ action }: Finding): string {
  if (action === undefined) return "the flow";
  const block = action.block === undefined ? "" : ` (${action.block})`;
  return `${style.title(action.name ?? action.identifier)}  ${action.type}${style.quiet(block)}`;
}

function drawFinding({ severity, rule, message, advice, pointer }: Finding): string[] {
  const mark = severity === "error" ? style.bad("error  ") : style.accent("warning");
  const indent = " ".repeat(13);
  const place = [rule, pointer].filter((part) => part !== "").join("  ");
  return [`    ${mark}  ${message}`, `${indent}${advice}`, `${indent}${style.quiet(place)}`];
}

function drawSummary({ files, unreadable, errors, warnings }: LintSummary): string {
  const parts = [counted(files, "file")];
  if (unreadable > 0) parts.push(style.bad(`${unreadable} cannot be read`));
  if (errors > 0) parts.push(style.bad(counted(errors, "error")));
  else if (unreadable === 0) parts.push(style.good("no errors"));
  else if (unreadable < files) parts.push("no errors in the others");
  if (unreadable < files) parts.push(counted(warnings, "warning"));
  return parts.join(", ");
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
