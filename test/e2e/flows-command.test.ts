import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { linekeeper, type Run } from "../linekeeper-command.ts";

const flows = fileURLToPath(new URL("../../flows", import.meta.url));

/** The flows, and of their tests those of the balance: one of them spoilt, one in the older dialect. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "linekeeper-"));
  cpSync(flows, copy, { recursive: true, filter: (path) => !/tests\/(?!balance)./.test(path) });
  writeFileSync(
    balance("withheld-number.extras.json"),
    '{"callerNumber":"anonymous","expect":{"executions":7}}',
  );
  const old = readFileSync(balance("count-max.test.json"), "utf8");
  writeFileSync(balance("count-max.test.json"), old.replace("2019-10-30", "2025-06-21"));
});
afterAll(() => rmSync(copy, { recursive: true }));

function balance(file: string): string {
  return join(copy, "tests", "balance", file);
}

function test(...args: string[]): Promise<Run> {
  return linekeeper("test", ...args);
}

it("ends with 0 when all passed, and tells what is upload-safe and what was covered", async () => {
  const { status, stdout } = await test(
    balance("slow-lookup.test.json"),
    balance("count-max.test.json"),
    "--coverage",
  );
  expect(stdout).toContain("✓ balance/slow-lookup  A slow lookup  upload-safe");
  expect(stdout).toContain("✓ balance/count-max  count_max is reached  not upload-safe");
  expect(stdout).toContain("/Version is that of older pages");
  expect(stdout).toMatch(/^balance +40 +\d+ +[\d.]+ %$/m);
  expect(stdout).toContain("balance: Say that it failed -> NextAction");
  expect(stdout).toMatch(/2 tests, all passed, 1 upload-safe, \d+ min of calls/);
  expect(status).toBe(0);
});

it("ends with 1 when one failed, and writes the reports it was asked for", async () => {
  const xml = join(copy, "junit.xml");
  const records = join(copy, "records.json");
  const { status, stdout } = await test(
    join(copy, "tests"),
    "--json",
    "--junit",
    xml,
    "--records",
    records,
  );
  const { summary, tests } = JSON.parse(stdout) as {
    summary: object;
    tests: { name: string; passed: boolean; failures: { message: string }[] }[];
  };
  expect(summary).toMatchObject({ tests: 14, passed: 13, failed: 1, uploadSafe: 13 });
  expect(tests.find(({ passed }) => !passed)).toMatchObject({
    name: "balance/withheld-number",
    failures: [{ message: "executions: expected 7, and there are 1" }],
  });
  expect(readFileSync(xml, "utf8")).toContain('tests="14" failures="1"');
  const [first] = JSON.parse(readFileSync(records, "utf8"));
  expect(first).toMatchObject({ name: "balance/asked-twice" });
  expect(JSON.parse(first.ExecutionRecords[0].Record)).toMatchObject({ Type: "INITIATION" });
  expect(status).toBe(1);
});

it("ends with 1 when too little was covered, and says what is missing", async () => {
  const { status, stdout, stderr } = await test(
    balance("slow-lookup.test.json"),
    "--coverage-min",
    "50",
  );
  expect(stdout).toContain("not taken");
  expect(stderr).toMatch(/[\d.]+ % of the branches were taken, fewer than 50 %/);
  expect(status).toBe(1);
});

it("ends with 2 and runs nothing when a file or an argument cannot be worked on", async () => {
  const broken = balance("broken.test.json");
  writeFileSync(broken, '{"Version":"2019-10-30","Observations":[{}]}');
  const [unreadable, none, percent, elsewhere] = await Promise.all([
    test(broken, balance("slow-lookup.test.json")),
    test(join(copy, "none.test.json"), "--flows", copy),
    test(broken, "--coverage-min", "lots"),
    test(balance("slow-lookup.test.json"), "--flows", tmpdir()),
  ]);
  rmSync(broken);
  expect(unreadable?.stdout).toBe("");
  expect(unreadable?.stderr).toContain("/Observations/0/Identifier must be a text");
  expect(none?.stderr).toContain("ENOENT");
  expect(percent?.stderr).toContain("--coverage-min must be a number from 0 to 100, got lots");
  expect(elsewhere?.stderr).toMatch(/no flows|linekeeper lint/);
  expect([unreadable, none, percent, elsewhere].map((run) => run?.status)).toEqual([2, 2, 2, 2]);
});
