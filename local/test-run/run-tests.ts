import { createHash } from "node:crypto";
import { Coverage } from "../connect/flow-coverage/coverage.ts";
import type { TestBank } from "./bank/bank.ts";
import type { TestCaseFile } from "./case-file.ts";
import type { TestResult } from "./result.ts";
import { runTest } from "./run-test.ts";

export interface TestRun {
  readonly results: readonly TestResult[];
  /** What the tests took of the flows. */
  readonly coverage: Coverage;
}

/**
 * Runs tests one after another in one bank. Each has ids and delays of its own, whatever else runs.
 * @param told of each test when it is over
 */
export async function runTests(
  files: readonly TestCaseFile[],
  bank: TestBank,
  options: {
    readonly seed: number;
    readonly parity?: boolean;
    /** To go on with. @default one in which nothing was taken */
    readonly coverage?: Coverage;
  },
  told: (result: TestResult) => void = () => {},
): Promise<TestRun> {
  const { seed, parity = false, coverage = new Coverage(bank.flows) } = options;
  const results: TestResult[] = [];
  for (const file of files) {
    const result = await runTest(file, bank, {
      seed: seedOf(seed, file.name),
      parity,
      took: (flow, identifier, branch) => coverage.took(flow, identifier, branch),
    });
    results.push(result);
    told(result);
  }
  return { results, coverage };
}

function seedOf(seed: number, name: string): number {
  return createHash("sha256").update(`${seed} ${name}`).digest().readUInt32BE(0);
}
