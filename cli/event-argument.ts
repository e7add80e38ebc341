import { readFileSync } from "node:fs";
import { RefusedError } from "./exit.ts";

/**
 * The JSON that `--event` gives, or that is in the file it names. What is JSON is no file's name.
 * @throws RefusedError when it is neither
 */
export function eventArgument(text: string): string {
  const problem = problemOfJson(text);
  if (problem === undefined) return text;
  // Nobody's file is called so: it was meant to be JSON.
  if (/^\s*[[{"]/.test(text)) throw new RefusedError(`--event: the text is not JSON: ${problem}`);
  const json = readEventFile(text);
  const problemOfFile = problemOfJson(json);
  if (problemOfFile === undefined) return json;
  throw new RefusedError(`--event: ${text} is not JSON: ${problemOfFile}`);
}

function readEventFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new RefusedError(
      `--event: ${(error as Error).message}. Give a file that exists, or JSON.`,
    );
  }
}

function problemOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
