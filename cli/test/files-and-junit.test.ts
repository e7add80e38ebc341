import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BANK_FLOWS } from "../../local/bank-line/bank-flows.ts";
import type { TestResult } from "../../local/test-run/result.ts";
import { RefusedError } from "../exit.ts";
import { filesToTest, flowsOf } from "./files.ts";
import { junit } from "./junit.ts";
import { drawTest } from "./screen.ts";

const RESULT: TestResult = {
  path: "flows/tests/line/welcome.test.json",
  name: "line/welcome",
  title: "A welcome",
  passed: true,
  failures: [],
  uploadSafety: { safe: true, reasons: [], warnings: [] },
  placeholders: [],
  alike: [],
  logged: [],
  transcript: ['0:00  hears "Hello"', "0:02  disconnected: CUSTOMER_DISCONNECT"],
  observedLines: 1,
  records: [],
  callMs: 2_000,
  tookMs: 12,
};

const FAILED: TestResult = {
  ...RESULT,
  name: "line/<bye>",
  passed: false,
  failures: [
    {
      about: "observation",
      message: '"o1": nobody said "Bye & \u0007 bye"',
      details: ["heard instead:"],
    },
  ],
};

describe("files", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "linekeeper-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(...names: readonly string[]): void {
    for (const name of names) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), '{"StartAction":""}');
    }
  }

  it("are those named and the tests under directories, each once; sidecars are none", () => {
    write("tests/b/y.test.json", "tests/b/y.extras.json", "tests/a/x.test.json", "tests/z.json");
    const tests = join(directory, "tests");
    const found = ["a/x.test.json", "b/y.test.json"].map((name) => join(tests, name));
    expect(filesToTest([tests, join(tests, "a", "x.test.json")])).toEqual(found);
    expect(filesToTest(["named.json"])).toEqual(["named.json"]);
    expect(() => filesToTest([join(tests, "b", "none")])).not.toThrow();
    write("empty/x.json");
    expect(() => filesToTest([join(directory, "empty")])).toThrow(RefusedError);
  });

  it("have their flows beside the directory `tests`, unless that is said", () => {
    write("bank/line.json", "bank/tests/line/x.test.json", "shop/tests/line/x.test.json");
    const test = (name: string) => join(directory, name, "tests/line/x.test.json");
    expect(flowsOf([test("bank")])).toBe(join(directory, "bank"));
    expect(() => flowsOf([test("shop")])).toThrow(/--flows/);
    expect(() => flowsOf([test("bank"), test("shop")])).toThrow(/several directories/);
    expect(flowsOf(["/x.test.json"])).toBe(BANK_FLOWS);
  });
});

describe("a report", () => {
  it("for build servers is XML, whatever a flow says", () => {
    expect(junit([RESULT, FAILED])).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="linekeeper test" tests="2" failures="1" time="0.024">',
        '  <testsuite name="line" tests="2" failures="1" time="0.024">',
        '    <testcase name="A welcome" classname="line.welcome" file="flows/tests/line/welcome.test.json" time="0.012">',
        '      <properties><property name="upload-safe" value="yes"/></properties>',
        "    </testcase>",
        '    <testcase name="A welcome" classname="line.&lt;bye&gt;" file="flows/tests/line/welcome.test.json" time="0.012">',
        '      <properties><property name="upload-safe" value="yes"/></properties>',
        '      <failure type="observation" message="&quot;o1&quot;: nobody said &quot;Bye &amp;  bye&quot;">&quot;o1&quot;: nobody said &quot;Bye &amp;  bye&quot;&#10;heard instead:</failure>',
        "      <system-out>0:00  hears &quot;Hello&quot;&#10;0:02  disconnected: CUSTOMER_DISCONNECT</system-out>",
        "    </testcase>",
        "  </testsuite>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  it("leaves out what XML cannot say, and keeps ends of lines", () => {
    const said = "a\uFFFEb\uFFFFc\uD800d\u0000e\rf\tg";
    const xml = junit([{ ...FAILED, failures: [{ about: "call", message: said }] }]);
    expect(xml).toContain('message="abcde&#13;f&#9;g"');
  });

  it("for people is a line of what passed, and explains what did not", () => {
    expect(drawTest(RESULT)).not.toContain("\n");
    const failed = drawTest(FAILED);
    expect(failed).toContain('nobody said "Bye');
    expect(failed).toContain('0:00  hears "Hello"');
  });

  it("shows of a long call where it turned", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `0:${index + 10}  hears "${index}"`);
    const drawn = drawTest({ ...FAILED, transcript: lines, observedLines: 20 });
    expect(drawn).toContain("… 14 lines");
    expect(drawn).toContain('hears "14"');
    expect(drawn).toContain('hears "27"');
    expect(drawn).toContain("… 12 lines");
    expect(drawn).not.toContain('hears "28"');
    expect(drawTest({ ...FAILED, transcript: [] })).toContain("nothing happened");
  });

  it("tells how alike a message was, and what Connect would refuse", () => {
    const reason = {
      severity: "upload",
      pointer: "/Version",
      message: "is old",
      fix: "write another",
    } as const;
    const drawn = drawTest({
      ...RESULT,
      alike: [{ observation: "o1", score: 0.875 }],
      uploadSafety: { safe: false, reasons: [reason], warnings: [] },
    });
    expect(drawn).toContain('"o1": 0.88 alike');
    expect(drawn).toContain("not upload-safe");
    expect(drawn).toContain("/Version is old: write another");
  });
});
