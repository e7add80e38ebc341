import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LINE_FLOW } from "./a-line.ts";
import { begins, HANGS_UP, hears, testCase } from "./a-test-case.ts";
import { readCaseFile, TestCaseFileError } from "./case-file.ts";

const line = { arn: "arn:line", name: "The line", flow: LINE_FLOW };
const bank = {
  values: { LineFlowArn: line.arn },
  flows: { flows: new Map([["line", line]]), fileOf: () => undefined },
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "linekeeper-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: object | string): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const TEST = testCase([hears("Welcome", HANGS_UP)], { name: "A welcome" });

function refusalOf(path: string): TestCaseFileError {
  try {
    readCaseFile(path, bank);
  } catch (error) {
    if (error instanceof TestCaseFileError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a test file", () => {
  it("is read with its name, its placeholders filled in", () => {
    const path = write("line/welcome.test.json", TEST);
    expect(readCaseFile(path, bank)).toMatchObject({
      path,
      name: "line/welcome",
      test: { name: "A welcome", entryPoint: { flowId: "arn:line" } },
      placeholders: ["LineFlowArn"],
      findings: [],
    });
  });

  it("is read with its sidecar, and with the calls that come before", () => {
    write("line/welcome.test.json", TEST);
    write("line/welcome.extras.json", { callerNumber: "anonymous" });
    const path = write("line/again.test.json", TEST);
    write("line/again.extras.json", { before: [{ call: "line/welcome" }, { waitSeconds: 60 }] });
    const { sidecar, before } = readCaseFile(path, bank);
    expect(sidecar.before).toHaveLength(2);
    expect(before.get("line/welcome")?.sidecar.callerNumber).toBe("anonymous");
  });

  it("in the older dialect is read, and tells what to change", () => {
    const path = write("line/old.test.json", { ...TEST, Version: "2025-06-21" });
    expect(readCaseFile(path, bank).findings).toMatchObject([
      { severity: "upload", pointer: "/Version", fix: 'write "2019-10-30"' },
    ]);
  });

  it("with an observation that says nothing is refused, with the place", () => {
    const path = write(
      "line/bad.test.json",
      testCase([begins({ Identifier: "a", Type: "Sing" })], {}),
    );
    const refusal = refusalOf(path);
    expect(refusal.path).toBe(path);
    expect(refusal.findings[0]?.pointer).toBe("/Observations/0/Actions/0/Type");
  });

  it.each<[string, object | string, string]>([
    ["that is not JSON", "{", "is not JSON"],
    ["that is a flow", LINE_FLOW, "it has no Observations"],
    [
      "with a placeholder that nobody knows",
      JSON.stringify(TEST).replace("LineFlowArn", "LinFlowArn"),
      "{LinFlowArn}; there is one for LineFlowArn",
    ],
  ])("%s is refused", (_, content, message) => {
    expect(refusalOf(write("line/bad.test.json", content)).message).toContain(message);
  });

  it("that is not there is refused", () => {
    expect(refusalOf(join(directory, "none.test.json")).message).toContain("ENOENT");
  });

  it("whose sidecar names a test that is not there is refused", () => {
    const path = write("line/again.test.json", TEST);
    write("line/again.extras.json", { before: [{ call: "line/none" }] });
    expect(refusalOf(path).message).toMatch(/^before: there is no .*none\.test\.json$/);
  });

  it("whose sidecar is refused is refused, with the sidecar's name", () => {
    const path = write("line/again.test.json", TEST);
    const sidecar = write("line/again.extras.json", { befor: [] });
    expect(refusalOf(path)).toMatchObject({
      path: sidecar,
      message: "befor: there is no such field",
    });
  });
});
