import type { TraceEntry } from "../../connect/simulator/trace.ts";

/** Steps of a contact's life that a reader of a transcript can do without. */
const UNTOLD: ReadonlySet<string> = new Set(["initiated", "completed", "offered"]);

/**
 * A call as a person would tell it, a line each, with the time since its beginning.
 * @param began epoch milliseconds
 */
export function transcript(entries: readonly TraceEntry[], began: number): readonly string[] {
  const lines: string[] = [];
  let keys = "";
  for (const entry of entries) {
    // Keys of one entry stand together.
    if (entry.kind === "key" && keys !== "") lines.pop();
    keys = entry.kind === "key" ? keys + entry.key : "";
    const text = entry.kind === "key" ? `presses ${keys}` : told(entry);
    if (text !== undefined) lines.push(`${elapsed(entry.at - began)}  ${text}`);
  }
  return lines;
}

function told(entry: Exclude<TraceEntry, { kind: "key" }>): string | undefined {
  switch (entry.kind) {
    case "said": {
      if (entry.prompt.text === "") return undefined;
      const who = entry.to === "customer" ? "hears" : "agent hears";
      return `${who} "${entry.prompt.text}"${entry.cutShort ? " (cut short)" : ""}`;
    }
    case "lambda":
      return `${nameOf(entry.functionArn)}: ${entry.result}`;
    case "warning":
      return `! ${entry.text}`;
    case "life":
      if (UNTOLD.has(entry.what)) return undefined;
      return entry.detail === undefined ? entry.what : `${entry.what}: ${entry.detail}`;
    case "action":
      // Of the way through the flows only what went wrong is worth a line.
      return isError(entry.branch)
        ? `${entry.flow}: "${entry.identifier}" -> ${entry.branch}`
        : undefined;
  }
}

/** Silence is none: the prompts around it tell. */
function isError(branch: string | undefined): boolean {
  return (
    branch !== undefined &&
    !/^(NextAction|Exit|NoMatchingCondition|InputTimeLimitExceeded)$| /.test(branch)
  );
}

/** Minutes and seconds. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function nameOf(functionArn: string): string {
  return functionArn.split(":function:").at(-1) ?? functionArn;
}
