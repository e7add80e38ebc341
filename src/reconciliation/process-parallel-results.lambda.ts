import { outcomesOf } from "../aws/outcomes.ts";
import { type ConsolidatedResult, processParallelResults } from "./process-parallel-results.ts";

const room = { outcomes: outcomesOf("reconciliation") };

/** Called by the state machine's `ProcessParallelResults`. */
export async function handler(input: unknown): Promise<ConsolidatedResult> {
  return processParallelResults(room, input);
}
