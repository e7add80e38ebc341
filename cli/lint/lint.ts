import { Command } from "commander";
import type { Finding } from "../../local/connect/lint/finding.ts";
import { lintFlow } from "../../local/connect/lint/lint-flow.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { filesToLint, type LintFile } from "./files.ts";
import { drawLint, type LintedFile } from "./screen.ts";

interface Options {
  readonly json?: boolean;
}

/** `linekeeper lint FILES…` */
export function lintCommand(): Command {
  return new Command("lint")
    .description("check contact flows: what Amazon Connect refuses, and what callers would suffer")
    .argument("<files...>", "flows, or directories with flows")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      exitCodes("0 no errors (warnings may be), 1 errors, 2 a file that is no flow."),
    )
    .action(lint);
}

function lint(paths: readonly string[], options: Options): void {
  const linted = [...filesToLint(paths)].map(lintOne);
  if (linted.length === 0) throw new RefusedError(`there is no flow in ${paths.join(", ")}`);
  const summary = {
    files: linted.length,
    unreadable: linted.filter((one) => "unreadable" in one).length,
    errors: count(linted, "error"),
    warnings: count(linted, "warning"),
  };
  console.log(
    options.json ? JSON.stringify({ files: linted, summary }) : drawLint(linted, summary),
  );
  if (summary.unreadable > 0) process.exitCode = EXIT.refused;
  else if (summary.errors > 0) process.exitCode = EXIT.failed;
}

function lintOne(found: LintFile): LintedFile {
  const { file } = found;
  if ("error" in found) return { file, unreadable: { reason: "no-file", message: found.error } };
  const linted = lintFlow(found.text);
  if ("findings" in linted) return { file, findings: linted.findings };
  const { reason, message } = linted.unreadable;
  return { file, unreadable: { reason, message } };
}

function count(linted: readonly LintedFile[], severity: Finding["severity"]): number {
  return linted
    .flatMap((one) => ("findings" in one ? one.findings : []))
    .filter((finding) => finding.severity === severity).length;
}
