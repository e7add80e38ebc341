import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { filledIn, placeholdersIn, UnknownPlaceholderError } from "../bank-line/placeholders.ts";
import type { Finding } from "../connect/testing-language/finding.ts";
import { readTestCase, UnreadableTestError } from "../connect/testing-language/read-test-case.ts";
import type { TestCase } from "../connect/testing-language/test-case.ts";
import type { TestBank } from "./bank/bank.ts";
import { NOTHING_MORE, readSidecar, SidecarError } from "./sidecar/read-sidecar.ts";
import type { Sidecar } from "./sidecar/sidecar.ts";

/** A test that can be run, and what is said beside it. */
export interface TestCaseFile {
  readonly path: string;
  /** `<flow>/<scenario>`. */
  readonly name: string;
  readonly test: TestCase;
  /** ARN of the flow that answers where the test names none; undefined: whichever the number has. */
  readonly flow: string | undefined;
  readonly sidecar: Sidecar;
  readonly findings: readonly Finding[];
  /** To be filled in before the file is given to Connect. */
  readonly placeholders: readonly string[];
  /** The tests whose calls come before this one's, by name. */
  readonly before: ReadonlyMap<string, TestCaseFile>;
}

/** A file that is no test that could be run. */
export class TestCaseFileError extends Error {
  override readonly name = "TestCaseFileError";
  readonly path: string;
  readonly findings: readonly Finding[];

  constructor(path: string, message: string, findings: readonly Finding[] = []) {
    super(message);
    this.path = path;
    this.findings = findings;
  }
}

const ENDING = ".test.json";

/**
 * Reads `<flow>/<scenario>.test.json`, its sidecar `<scenario>.extras.json`, and the tests that this
 * one names.
 * @throws TestCaseFileError
 */
export function readCaseFile(path: string, bank: Pick<TestBank, "values" | "flows">): TestCaseFile {
  return readOne(path, bank, (sidecar) => {
    const named = sidecar.before.flatMap((step) => ("call" in step ? [step.call] : []));
    const directory = dirname(dirname(path));
    return new Map(
      named.map((name) => [name, readNamed(path, join(directory, `${name}${ENDING}`), bank)]),
    );
  });
}

function readNamed(
  by: string,
  path: string,
  bank: Pick<TestBank, "values" | "flows">,
): TestCaseFile {
  if (!existsSync(path)) throw new TestCaseFileError(by, `before: there is no ${path}`);
  return readOne(path, bank, () => new Map());
}

function readOne(
  path: string,
  bank: Pick<TestBank, "values" | "flows">,
  before: (sidecar: Sidecar) => ReadonlyMap<string, TestCaseFile>,
): TestCaseFile {
  const text = textOf(path);
  const { test, findings } = refusing(path, () => {
    // What is no test at all is told so, whatever placeholders it has.
    readTestCase(text);
    return readTestCase(filledIn(text, bank.values));
  });
  if (test === undefined) {
    const errors = findings.filter(({ severity }) => severity === "error");
    throw new TestCaseFileError(path, "is no test that could be run", errors);
  }
  const scenario = basename(path)
    .replace(/\.json$/, "")
    .replace(/\.test$/, "");
  const sidecar = sidecarOf(join(dirname(path), `${scenario}.extras.json`), bank);
  const directory = basename(dirname(path));
  return {
    path,
    name: `${directory}/${scenario}`,
    test,
    flow: flowBeside(directory, bank.flows),
    sidecar,
    findings,
    placeholders: placeholdersIn(text),
    before: before(sidecar),
  };
}

/** The flow that the test's directory is named after; else the flow `entry`, or the only one. */
function flowBeside(directory: string, { flows }: TestBank["flows"]): string | undefined {
  const [only] = flows.values();
  const found = flows.get(directory) ?? flows.get("entry");
  return (found ?? (flows.size === 1 ? only : undefined))?.arn;
}

function sidecarOf(path: string, { values, flows }: Pick<TestBank, "values" | "flows">): Sidecar {
  if (!existsSync(path)) return NOTHING_MORE;
  const text = textOf(path);
  return refusing(path, () => readSidecar(filledIn(text, values), flows));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new TestCaseFileError(path, (error as Error).message);
  }
}

function refusing<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const refused =
      error instanceof UnreadableTestError ||
      error instanceof SidecarError ||
      error instanceof UnknownPlaceholderError;
    if (refused) throw new TestCaseFileError(path, error.message);
    throw error;
  }
}
