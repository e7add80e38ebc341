import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionDescription } from "../template/function.ts";

const directories: string[] = [];

/** For tests: a function whose bundle is this source text, in a directory of its own. */
export function aBundle(
  source: string,
  overrides: Partial<FunctionDescription> = {},
): FunctionDescription {
  const codeDirectory = mkdtempSync(join(tmpdir(), "linekeeper-bundle-"));
  directories.push(codeDirectory);
  writeFileSync(join(codeDirectory, "index.mjs"), source);
  const name = overrides.name ?? "Fn";
  return {
    logicalId: `${name}0A1B2C3D`,
    name,
    arn: `arn:aws:lambda:eu-central-1:111122223333:function:${name}`,
    handler: "index.handler",
    runtime: "nodejs24.x",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    codeDirectory,
    asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
    ...overrides,
  };
}

export function removeBundles(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
}
