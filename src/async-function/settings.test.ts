import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type Declaration, readEnvironment, type Variable } from "../aws/environment.ts";
import { MACHINE } from "./a-flow-event.ts";
import { demoVariables } from "./demo/settings.ts";
import { asyncFunctionVariables } from "./settings.ts";

describe("configuration", () => {
  test("the machine is required", () => {
    expect(() => readEnvironment(asyncFunctionVariables, {})).toThrow(/STATE_MACHINE_ARN/);
    expect(readEnvironment(asyncFunctionVariables, { STATE_MACHINE_ARN: MACHINE })).toEqual({
      STATE_MACHINE_ARN: MACHINE,
      AWS_REGION: "ap-southeast-2",
    });
  });

  test("the demo's slow system takes 20 seconds unless told otherwise, or none", () => {
    expect(readEnvironment(demoVariables, {})).toEqual({ BALANCE_DELAY_SECONDS: 20 });
    expect(readEnvironment(demoVariables, { BALANCE_DELAY_SECONDS: "0" })).toEqual({
      BALANCE_DELAY_SECONDS: 0,
    });
  });

  test("the README's table is the declaration", async () => {
    const text = await readFile(new URL("./README.md", import.meta.url), "utf8");
    const readme = text.replace(/ +/g, " ");
    const declared: Declaration = { ...asyncFunctionVariables, ...demoVariables };
    const rows = Object.entries(declared).map(([name, variable]) => row(name, variable));
    for (const line of rows) expect(readme).toContain(line);
  });
});

function row(name: string, { meaning, unit, default: standard }: Variable): string {
  const given = standard === undefined ? "required" : `\`${standard}\`${unit ? ` ${unit}` : ""}`;
  return `| \`${name}\` | ${given} | ${meaning} |`;
}
