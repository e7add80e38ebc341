import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/** A flow file that cannot be deployed as it is. */
export class FlowFileError extends Error {
  override readonly name = "FlowFileError";
}

/** A flow as its file has it. */
export interface FlowContent {
  readonly name: string;
  readonly description: string;
  /** The API's name of the flow's type, such as `CONTACT_FLOW`. */
  readonly type: string;
  /** The flow in the Flow language, on one line; `${Name}` stands for what is known when it deploys. */
  readonly text: string;
  /** The names that `text` has as `${Name}`. */
  readonly placeholders: readonly string[];
}

/** Flow types by what the console writes into a flow's metadata. */
const TYPES: Readonly<Record<string, string>> = {
  contactFlow: "CONTACT_FLOW",
  customerQueue: "CUSTOMER_QUEUE",
  outboundWhisper: "OUTBOUND_WHISPER",
};

/**
 * Reads `flows/<file>.json`.
 *
 * @throws FlowFileError for metadata that cannot be deployed
 */
export function flowContent(
  file: string,
  directory: string = join(packageRoot(), "flows"),
): FlowContent {
  const path = join(directory, `${file}.json`);
  const flow = JSON.parse(readFileSync(path, "utf8")) as {
    readonly Metadata?: { readonly name?: string; description?: string; readonly type?: string };
  };
  const { name = "", description = "", type = "" } = flow.Metadata ?? {};
  if (name === "") throw new FlowFileError(`${path}: expected a Metadata.name, found none.`);
  const apiType = TYPES[type];
  if (apiType === undefined) {
    const known = Object.keys(TYPES).join(", ");
    throw new FlowFileError(
      `${path}: expected Metadata.type to be one of ${known}, not "${type}".`,
    );
  }
  const text = JSON.stringify(flow);
  const placeholders = [...text.matchAll(/\$\{([^}]*)\}/g)].map(
    ([, placeholder = ""]) => placeholder,
  );
  return { name, description, type: apiType, text, placeholders: [...new Set(placeholders)] };
}
