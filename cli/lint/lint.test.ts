import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aFlow, END, invoke, play } from "../../local/connect/lint/a-flow.ts";
import { lintCommand } from "./lint.ts";

let directory = "";
let printed: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "lint-"));
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => printed.push(String(text)));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(directory, { recursive: true });
});

const good = aFlow({ hello: play("bye"), bye: END });
const doubtful = aFlow({ look: invoke("bye", { InvocationTimeLimitSeconds: "3" }), bye: END });
const bad = aFlow({ hello: play("good bye"), bye: END });

function write(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

async function lint(...args: string[]) {
  process.exitCode = undefined;
  await lintCommand().parseAsync(args, { from: "user" });
  return { exitCode: process.exitCode ?? 0, screen: printed.join("\n") };
}

async function summaryOf(...args: string[]) {
  const { exitCode, screen } = await lint("--json", ...args);
  const { files, summary } = JSON.parse(screen) as {
    files: { file: string; unreadable?: { reason: string } }[];
    summary: object;
  };
  const names = files.map(({ file }) => file.slice(directory.length + 1));
  return { exitCode, summary, names, reasons: files.map((file) => file.unreadable?.reason) };
}

describe("linekeeper lint", () => {
  it("ends with 0 where there are warnings at most", async () => {
    const { exitCode, screen } = await lint(write("a.json", good), write("b.json", doubtful));
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/a\.json\n/);
    expect(screen).toMatch(/b\.json\n {2}look {2}InvokeLambdaFunction/);
    expect(screen).toMatch(/warning {2}the function has 3 of the 8 seconds/);
    expect(screen).toMatch(/2 files, no errors, 1 warning$/);
  });

  it("ends with 1 where there is an error, and says what, where and what to do", async () => {
    const { exitCode, screen } = await lint(write("a.json", bad));
    expect(exitCode).toBe(1);
    expect(screen).toMatch(/error {4}there is no action "good bye" in this flow/);
    expect(screen).toMatch(/dangling-target {2}\/Actions\/0\/Transitions\/NextAction/);
    expect(screen).toMatch(/1 file, 1 error, 1 warning$/);
  });

  it("ends with 2 where a file is no flow, and still looks at the others", async () => {
    const cut = write("cut.json", good.slice(0, 100));
    expect(await summaryOf(cut, join(directory, "none.json"), write("bad.json", bad))).toEqual({
      exitCode: 2,
      summary: { files: 3, unreadable: 2, errors: 1, warnings: 1 },
      names: ["cut.json", "none.json", "bad.json"],
      reasons: ["truncated", "no-file", undefined],
    });
  });

  it("finds no file free of errors that it could not read", async () => {
    const none = join(directory, "none.json");
    expect((await lint(none)).screen).toMatch(/\n1 file, 1 cannot be read$/);
    const { screen } = await lint(none, write("a.json", good));
    expect(screen).toMatch(/\n2 files, 1 cannot be read, no errors in the others, 0 warnings$/);
  });

  it("looks for flows in directories, all the way down, and leaves other files alone", async () => {
    for (const inside of ["flows", "flows/deep", "node_modules", ".git"]) {
      mkdirSync(join(directory, inside));
      write(`${inside}/flow.json`, good);
    }
    write("flows/export without extension", good);
    write("flows/cut.json", good.slice(0, 100));
    write("flows/tests.json", '{"Scenarios": []}');
    write("flows/list.json", "[]");
    write("flows/LICENSE", "MIT");
    write("flows/flow.yaml", good);
    symlinkSync(directory, join(directory, "flows/back"));
    expect(await summaryOf(directory)).toMatchObject({
      exitCode: 2,
      names: [
        "flows/cut.json",
        "flows/deep/flow.json",
        "flows/export without extension",
        "flows/flow.json",
      ],
    });
  });

  it("refuses a directory without flows", async () => {
    await expect(lint(directory)).rejects.toThrow(/there is no flow in/);
  });
});
