import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Coverage } from "../../local/connect/flow-coverage/coverage.ts";
import { openTestBank, type TestBank } from "../../local/test-run/bank/bank.ts";
import { readCaseFile } from "../../local/test-run/case-file.ts";
import { runTests } from "../../local/test-run/run-tests.ts";

const flows = fileURLToPath(new URL("../../flows", import.meta.url));
const files = globSync("tests/*/*.test.json", { cwd: flows }).sort();

let bank: TestBank;
let coverage: Coverage;
beforeAll(async () => {
  bank = await openTestBank({ flows, seed: 1 });
  coverage = new Coverage(bank.flows);
});
afterAll(() => bank.close());

/** Runs a test of the flows: `<flow>/<scenario>`. */
async function passes(name: string, seed: number): Promise<void> {
  const file = readCaseFile(`${flows}/tests/${name}.test.json`, bank);
  const { results } = await runTests([file], bank, { seed, coverage });
  const [result] = results;
  expect(result?.failures, result?.transcript.join("\n")).toEqual([]);
  expect(result?.uploadSafety.reasons).toEqual([]);
}

describe("the flows of the demo bank", () => {
  it.each(files.map((file) => file.slice("tests/".length, -".test.json".length)))("%s", (name) =>
    passes(name, 1),
  );

  it("take every branch in their tests, error branches included", () => {
    const missing = coverage.flows.flatMap((flow) => flow.missing.map((one) => [flow.flow, one]));
    expect(missing).toEqual([]);
    expect(coverage.total.branches).toBeGreaterThan(300);
  });

  it("pass in another order, and by another seed, where they leave most behind", async () => {
    const queued = files.filter((file) => file.startsWith("tests/customer-queue/"));
    const tests = queued.map((file) => readCaseFile(`${flows}/${file}`, bank)).reverse();
    expect(tests.length).toBeGreaterThan(20);
    const { results } = await runTests(tests, bank, { seed: 2 });
    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([]);
  });
});

/** Under the names of seeds/2-contextual-routing.md; each is run by itself. */
describe("contextual routing", () => {
  it("Test no context storage", () => passes("change-pin/no-context-storage", 3));

  it("Test basic tracker", async () => {
    await passes("change-pin/basic-tracker-1", 3);
    await passes("change-pin/basic-tracker-2", 3);
  });

  it("Test complex tracker", async () => {
    await passes("make-payment/complex-tracker-1", 3);
    await passes("make-payment/complex-tracker-2", 3);
  });
});

/** seeds/3-async-a-sync-function.md: "Loop as needed". */
describe("async a sync function", () => {
  it("the loop: asks until it is there, with comfort", () => passes("balance/slow-lookup", 3));

  it("the loop ends at count_max", () => passes("balance/count-max", 3));

  it("another request_id asks anew", () => passes("balance/asked-twice", 3));
});
