import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { FlowDirectoryError } from "../../local/bank-line/flow-directory.ts";
import { percent } from "../../local/connect/flow-coverage/coverage.ts";
import { openTestBank, type TestBank } from "../../local/test-run/bank/bank.ts";
import {
  readCaseFile,
  type TestCaseFile,
  TestCaseFileError,
} from "../../local/test-run/case-file.ts";
import { runTests, type TestRun } from "../../local/test-run/run-tests.ts";
import { EXIT, RefusedError } from "../exit.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { drawCoverage } from "./coverage.ts";
import { filesToTest, flowsOf } from "./files.ts";
import { testRunJson } from "./json.ts";
import { junit } from "./junit.ts";
import { drawSummary, drawTest, drawUnreadable } from "./screen.ts";

interface Options {
  readonly flows?: string;
  readonly coverage?: boolean;
  readonly coverageMin?: number;
  readonly awsParity?: boolean;
  readonly seed: number;
  readonly junit?: string;
  readonly records?: string;
  readonly json?: boolean;
}

/** `linekeeper test FILES…` */
export function testCommand(): Command {
  return new Command("test")
    .description("run tests of contact flows, written in the Amazon Connect Testing Language")
    .argument("<files...>", "tests, or directories with *.test.json")
    .option(
      "--flows <directory>",
      "the flows (default: beside the directory tests, else the demo bank's)",
    )
    .option("--coverage", "show which branches of the flows were taken, error branches included")
    .addOption(
      new Option("--coverage-min <percent>", "fail below this share of all branches").argParser(
        (text) => number("--coverage-min", text, 100),
      ),
    )
    .option(
      "--aws-parity",
      "as seen in Connect on voice: prompts up to the next question are one message, and $.External is empty until FlowActionCompleted",
    )
    .addOption(
      new Option("--seed <seed>", "seed of ids and delays")
        .argParser((text) => number("--seed", text, 2 ** 32 - 1, /^\d+$/))
        .default(1),
    )
    .option("--junit <file>", "write a report for build servers")
    .option("--records <file>", "write the execution records, in the shape of Connect's own")
    .option("--json", "print one JSON object, records included")
    .addHelpText(
      "after",
      exitCodes(
        "0 all passed, 1 a test failed or too little was covered, 2 a file that is no test: nothing was run.",
      ),
    )
    .action(test);
}

async function test(paths: readonly string[], options: Options): Promise<void> {
  const began = performance.now();
  const files = filesToTest(paths);
  const bank = await open(options.flows ?? flowsOf(files), options.seed);
  try {
    const tests = read(files, bank, options);
    if (tests === undefined) return;
    const run = await runTests(
      tests,
      bank,
      { seed: options.seed, parity: options.awsParity ?? false },
      (result) => options.json || console.log(drawTest(result)),
    );
    report(run, options, performance.now() - began);
  } finally {
    await bank.close();
  }
}

async function open(flows: string, seed: number): Promise<TestBank> {
  try {
    return await openTestBank({ flows, seed });
  } catch (error) {
    const refused = ["TemplateFileError", "TemplateError"].includes((error as Error).name);
    if (refused || error instanceof FlowDirectoryError) {
      throw new RefusedError((error as Error).message);
    }
    throw error;
  }
}

/** @returns undefined where a file is no test; which, and why, has been said then */
function read(
  files: readonly string[],
  bank: TestBank,
  { json }: Options,
): readonly TestCaseFile[] | undefined {
  const tests: TestCaseFile[] = [];
  const unreadable: TestCaseFileError[] = [];
  for (const file of files) {
    try {
      tests.push(readCaseFile(file, bank));
    } catch (error) {
      if (!(error instanceof TestCaseFileError)) throw error;
      unreadable.push(error);
    }
  }
  if (unreadable.length === 0) return tests;
  process.exitCode = EXIT.refused;
  if (json) {
    const told = unreadable.map(({ path, message, findings }) => ({ path, message, findings }));
    console.log(JSON.stringify({ unreadable: told }));
  } else {
    console.error([...unreadable.map(drawUnreadable), "", "Nothing was run."].join("\n"));
  }
  return undefined;
}

function report({ results, coverage }: TestRun, options: Options, tookMs: number): void {
  const { coverageMin: least, seed } = options;
  const covered = percent(coverage.total);
  const tooLittle = least !== undefined && covered < least;
  if (options.junit) writeFileSync(options.junit, junit(results));
  if (options.records) {
    const records = results.map(({ name, records: of }) => ({ name, ExecutionRecords: of }));
    writeFileSync(options.records, `${JSON.stringify(records, undefined, 2)}\n`);
  }
  if (options.json) {
    console.log(JSON.stringify(testRunJson(results, coverage, { seed, tookMs })));
  } else {
    if (options.coverage || tooLittle) console.log(`\n${drawCoverage(coverage)}`);
    console.log(`\n${drawSummary(results, { seed, tookMs })}`);
  }
  if (tooLittle) console.error(`${covered} % of the branches were taken, fewer than ${least} %`);
  if (tooLittle || results.some(({ passed }) => !passed)) process.exitCode = EXIT.failed;
}

function number(option: string, text: string, most: number, form = /^\d+(\.\d+)?$/): number {
  const value = Number(text);
  if (!form.test(text) || value > most) {
    throw new RefusedError(`${option} must be a number from 0 to ${most}, got ${text}`);
  }
  return value;
}
