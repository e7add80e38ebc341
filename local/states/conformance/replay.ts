import { readMachine } from "../machine.ts";
import { runMachine } from "../run-machine.ts";
import { Comparison } from "./equal.ts";
import { historyDifference } from "./histories.ts";
import type { Recording } from "./recording.ts";
import { play } from "./stubs.ts";

/** How a run here compares with the one on AWS. */
export interface Verdict {
  readonly name: string;
  /** Where status, output, error or cause differ; undefined when all are equal. */
  readonly result: string | undefined;
  /** The same for the history; null when none was recorded. */
  readonly history: string | undefined | null;
}

/** Runs a recorded machine with its recorded input, in virtual time. */
export async function replay(recording: Recording): Promise<Verdict> {
  const { history, ...result } = await runMachine(
    readMachine(recording.definition),
    recording.input,
    {
      integrations: (clock) => play(recording.stubs, clock),
      // The recorder's placeholders for the names.
      machineName: "ArnPart_0idx",
      executionName: "ExecArnPart_0idx",
    },
  );
  const comparison = new Comparison();
  return {
    name: recording.name,
    result: comparison.difference({ ...recording.expected }, { ...result }),
    history: recording.history && historyDifference(recording.history, history, comparison),
  };
}
