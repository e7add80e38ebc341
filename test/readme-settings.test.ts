import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Declaration, Variable } from "../src/aws/environment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Each room's own settings, and those of the rooms within it (a demo). */
const settings = globSync("src/**/settings.ts", { cwd: root });
const rooms = [...new Set(settings.map((path) => path.split("/")[1] ?? ""))].sort();

describe.each(rooms)("the README of %s", (room) => {
  it("lists the environment variables that its functions read, as they are declared", async () => {
    const declared = new Set<string>();
    for (const path of settings.filter((other) => other.startsWith(`src/${room}/`))) {
      const exported: Readonly<Record<string, Declaration>> = await import(`${root}${path}`);
      for (const declaration of Object.values(exported)) {
        for (const [name, variable] of Object.entries(declaration)) {
          declared.add(rowOf(name, variable));
        }
      }
    }
    const readme = readFileSync(`${root}src/${room}/README.md`, "utf8");
    expect(variableRows(readme).sort()).toEqual([...declared].sort());
  });
});

/** `| variable | default | meaning |`, with one blank between the words. */
function rowOf(name: string, { alias, default: standard, meaning, unit }: Variable): string {
  const names = alias ? `\`${name}\` (or \`${alias}\`)` : `\`${name}\``;
  return `| ${names} | ${defaultOf(standard, unit)} | ${meaning} |`;
}

function defaultOf(standard: string | undefined, unit: string | undefined): string {
  if (standard === undefined) return "required";
  if (standard === "") return "empty";
  return unit ? `\`${standard}\` ${unit}` : `\`${standard}\``;
}

/** The rows of the tables whose first column is `variable`. */
function variableRows(readme: string): string[] {
  const lines = readme.split("\n").map((line) => line.replace(/ +/g, " ").trim());
  return lines.flatMap((line, header) => {
    if (!line.startsWith("| variable |")) return [];
    const table = lines.slice(header + 2);
    return table.slice(
      0,
      table.findIndex((row) => !row.startsWith("|")),
    );
  });
}
