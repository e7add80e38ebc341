import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "linekeeper";

/** This file lies neither in the package nor in what is compiled of it. */
export class PackageNotFoundError extends Error {
  override readonly name = "PackageNotFoundError";
}

/**
 * The directory of this package, whether this file runs from its sources or, compiled, from
 * somewhere below `dist`, also inside another app's `node_modules`.
 *
 * @throws PackageNotFoundError
 */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  let directory = dirname(from);
  while (!isRoot(directory)) {
    const parent = dirname(directory);
    if (parent === directory) {
      throw new PackageNotFoundError(
        `expected a package.json of the package "${PACKAGE}" above ${from}, found none. Install the package as a whole.`,
      );
    }
    directory = parent;
  }
  return directory;
}

function isRoot(directory: string): boolean {
  const manifest = join(directory, "package.json");
  if (!existsSync(manifest)) return false;
  const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: string };
  return name === PACKAGE;
}
