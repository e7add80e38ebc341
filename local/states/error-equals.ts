import type { Fields } from "./fields.ts";

/** Names that begin with `States.` are the service's; any other one could never match. */
const RESERVED: ReadonlySet<string> = new Set([
  ...["States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed"],
  ...["States.Permissions", "States.BranchFailed", "States.NoChoiceMatched", "States.Runtime"],
  ...["States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed"],
  ...["States.ResultWriterFailed", "States.DataLimitExceeded", "States.QueryEvaluationError"],
  ...["States.Http.Socket", "States.IntrinsicFailure", "States.ParameterPathFailure"],
  ...["States.ResultPathMatchFailure"],
]);

/** The `ErrorEquals` of a retrier or catcher. `States.ALL` stands alone, and only in the last one. */
export function readErrorEquals(entry: Fields, last: boolean): readonly string[] {
  const names = entry.json("ErrorEquals");
  if (!Array.isArray(names) || names.length === 0) {
    entry.refuse("ErrorEquals", "expected an array of at least one error name");
  }
  for (const name of names as unknown[]) {
    if (typeof name !== "string" || name === "") {
      entry.refuse("ErrorEquals", `expected error names, but one was ${JSON.stringify(name)}`);
    }
    if (name.startsWith("States.") && !RESERVED.has(name)) {
      entry.refuse("ErrorEquals", `"${name}" is not an error name of Step Functions`);
    }
  }
  const errors = names as unknown as readonly string[];
  if (!errors.includes("States.ALL")) return errors;
  if (errors.length > 1) entry.refuse("ErrorEquals", "States.ALL must stand alone");
  if (!last) {
    entry.refuse("ErrorEquals", "States.ALL must be in the last entry: those after it never match");
  }
  return errors;
}
