import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flow } from "../connect/language/flow.ts";
import { LINE_FLOW } from "./a-line.ts";
import { type Step, testCase } from "./a-test-case.ts";
import { openTestBank, type TestBank } from "./bank/bank.ts";
import { readCaseFile } from "./case-file.ts";
import type { TestResult } from "./result.ts";
import { runTests } from "./run-tests.ts";

/** What a test did not pass for. */
export function messages({ failures }: TestResult): readonly string[] {
  return failures.map(({ message }) => message);
}

/** A bank whose only flow is `line`, unless others are given, and tests that are written in code. */
export class ABank {
  readonly #directory: string;
  readonly #bank: TestBank;
  #count = 0;

  private constructor(directory: string, bank: TestBank) {
    this.#directory = directory;
    this.#bank = bank;
  }

  static async open(flows: Readonly<Record<string, Flow>> = { line: LINE_FLOW }): Promise<ABank> {
    const directory = mkdtempSync(join(tmpdir(), "linekeeper-"));
    for (const [name, flow] of Object.entries(flows)) {
      writeFileSync(join(directory, `${name}.json`), JSON.stringify(flow));
    }
    return new ABank(directory, await openTestBank({ flows: directory, seed: 1 }));
  }

  /** Runs a test whose observations follow one another. */
  async run(steps: readonly Step[], more: More = {}): Promise<TestResult> {
    return this.runFile(this.write(steps, more), more);
  }

  async runFile(path: string, { seed = 1, parity = false }: More = {}): Promise<TestResult> {
    const file = readCaseFile(path, this.#bank);
    const { results } = await runTests([file], this.#bank, { seed, parity });
    return results[0] as TestResult;
  }

  /** @returns the path of the test's file */
  write(steps: readonly Step[], { sidecar, metadata = {} }: More = {}): string {
    this.#count += 1;
    const directory = join(this.#directory, "tests", "line");
    const path = join(directory, `test-${this.#count}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(`${path}.test.json`, JSON.stringify(testCase(steps, metadata)));
    if (sidecar) writeFileSync(`${path}.extras.json`, JSON.stringify(sidecar));
    return `${path}.test.json`;
  }

  async close(): Promise<void> {
    rmSync(this.#directory, { recursive: true });
    await this.#bank.close();
  }
}

interface More {
  readonly sidecar?: object;
  readonly metadata?: object;
  readonly seed?: number;
  readonly parity?: boolean;
}
