import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file to lint, or one that could not be read. */
export type LintFile =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly error: string };

/** Not hidden; `.json`, or without an extension. */
const FLOW_NAME = /^[^.].*\.json$|^[^.]+$/;

/**
 * The files named, and those under the directories named that are flows: `.json` or, as the console
 * saves its exports, without an extension. A file that is named is always one of them.
 */
export function* filesToLint(paths: readonly string[]): Generator<LintFile> {
  for (const path of paths) {
    if (!isDirectory(path)) {
      yield read(path);
      continue;
    }
    for (const file of filesUnder(path)) {
      const found = read(file);
      if ("error" in found || looksLikeFlow(found.text)) yield found;
    }
  }
}

/** Without links to directories, so that this ends, and without what tools keep for themselves. */
function* filesUnder(directory: string): Generator<string> {
  const entries = readdirSync(directory, { withFileTypes: true });
  for (const entry of entries.sort(byName)) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && !entry.name.startsWith(".")) yield* filesUnder(path);
    } else if (FLOW_NAME.test(entry.name) && isFile(path)) {
      yield path;
    }
  }
}

/** The words of a flow, of an old export, or of what the API answers: a flow cut off has them too. */
function looksLikeFlow(text: string): boolean {
  if (!/^\uFEFF?\s*\{/.test(text)) return false;
  return /"StartAction"|"modules"\s*:\s*\[|"ContactFlow"\s*:\s*\{/.test(text);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A link may lead to a directory, or nowhere. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function read(file: string): LintFile {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch (error) {
    return { file, error: (error as Error).message };
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}
