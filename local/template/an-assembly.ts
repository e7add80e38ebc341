import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Template } from "./template.ts";

const directories: string[] = [];

/**
 * For tests: a cloud assembly as the CDK writes one, in a directory of its own.
 * @param bundles source texts of functions; each is an asset whose key is `<name>.zip`
 * @returns the directory
 */
export function anAssembly(template: Template, bundles: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "linekeeper-assembly-"));
  directories.push(directory);
  const files = Object.entries(bundles).map(([name, source]) => {
    const path = `asset.${name}`;
    mkdirSync(join(directory, path));
    writeFileSync(join(directory, path, "index.mjs"), source);
    const destinations = { "current_account-current_region": { objectKey: `${name}.zip` } };
    return [name, { source: { path, packaging: "zip" }, destinations }] as const;
  });
  const manifest = { files: Object.fromEntries(files) };
  writeFileSync(join(directory, "Linekeeper.template.json"), JSON.stringify(template));
  writeFileSync(join(directory, "Linekeeper.assets.json"), JSON.stringify(manifest));
  return directory;
}

export function removeAssemblies(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
}
