import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BANK_FLOWS } from "../../local/bank-line/bank-flows.ts";
import { flowFilesIn } from "../../local/bank-line/flow-directory.ts";
import { RefusedError } from "../exit.ts";

const ENDING = ".test.json";

/**
 * The files named, and every `.test.json` under the directories named, each once.
 * @throws RefusedError where there is none
 */
export function filesToTest(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => (isDirectory(path) ? [...testsUnder(path)] : [path]));
  const once = [...new Map(files.map((file) => [resolve(file), file])).values()];
  if (once.length === 0) throw new RefusedError(`there is no *${ENDING} in ${paths.join(", ")}`);
  return once;
}

/** Without links to directories, so that this ends. */
function* testsUnder(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort(byName)) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && !entry.name.startsWith(".")) yield* testsUnder(path);
    } else if (entry.name.endsWith(ENDING)) {
      yield path;
    }
  }
}

/**
 * The directory of the flows that the tests are of: beside the directory `tests` that they are in; where
 * they are in none, the demo bank's.
 * @throws RefusedError where that is not one directory with flows
 */
export function flowsOf(files: readonly string[]): string {
  const directories = new Set(files.map(besideTests));
  const [found] = directories;
  if (directories.size === 1 && found === undefined) return BANK_FLOWS;
  if (directories.size === 1 && found !== undefined && flowFilesIn(found).length > 0) return found;
  throw new RefusedError(
    directories.size > 1
      ? "the tests are of several directories of flows: run them one after another, or say --flows"
      : "there are no flows where the tests are: say in which directory, with --flows",
  );
}

function besideTests(file: string): string | undefined {
  let at = dirname(resolve(file));
  while (basename(at) !== "tests") {
    if (at === dirname(at)) return undefined;
    at = dirname(at);
  }
  return dirname(at);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
