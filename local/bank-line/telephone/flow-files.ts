import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFlow } from "../../connect/language/read-flow.ts";
import { flowFilesIn } from "../flow-directory.ts";

/** The flows of the demo bank. */
const OURS = fileURLToPath(new URL("../../../flows", import.meta.url));

/** A flow that is not there, or a text that is none. */
export class FlowFileError extends Error {
  override readonly name = "FlowFileError";
}

interface FlowFile {
  /** Name of the file without `.json`; the last part of the flow's ARN. */
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** Whether it belongs to the demo bank. */
  readonly ours: boolean;
}

export interface FlowFiles {
  readonly files: readonly FlowFile[];
  /** The one that answers the telephone. */
  readonly answering: FlowFile;
  /** Why others of the further directories are not on the line. */
  readonly unreadable: readonly FlowFileError[];
}

/**
 * Reads the demo bank's flows, those of further directories, and the one that is to answer. Of two
 * with one name the later one counts, so that a flow of the bank can be tried in another version.
 * @param flow name of one of them, or path of another file
 * @throws FlowFileError
 */
export function readFlowFiles(flow: string, directories: readonly string[]): FlowFiles {
  const files = new Map<string, FlowFile>();
  const unreadable: FlowFileError[] = [];
  for (const directory of [OURS, ...directories]) {
    const names = flowFilesIn(directory);
    if (names.length === 0) throw new FlowFileError(`there are no flows (*.json) in ${directory}`);
    for (const id of names) {
      const path = join(directory, `${id}.json`);
      try {
        files.set(id, read(path, directory === OURS));
      } catch (error) {
        // One that nobody asked for: the others can be called all the same.
        if (directory === OURS || id === flow) throw error;
        files.delete(id);
        unreadable.push(error as FlowFileError);
      }
    }
  }
  const answering = files.get(flow) ?? other(flow, [...files.keys()]);
  files.set(answering.id, answering);
  return { files: [...files.values()], answering, unreadable };
}

function other(path: string, names: readonly string[]): FlowFile {
  if (existsSync(path) && statSync(path).isFile()) return read(path, false);
  throw new FlowFileError(
    `there is no flow "${path}". Give a file, or one of ${names.toSorted().join(", ")}`,
  );
}

function read(path: string, ours: boolean): FlowFile {
  try {
    const text = readFileSync(path, "utf8");
    readFlow(text);
    return { id: basename(path, ".json"), path, text, ours };
  } catch (error) {
    throw new FlowFileError(`${path}: ${(error as Error).message}`);
  }
}
