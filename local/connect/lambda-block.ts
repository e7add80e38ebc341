import { type AnswerProblem, checkAnswer } from "../../src/connect/flow-answer.ts";
import type { LocalClock } from "../clock/clock.ts";

/** How a flow's Lambda block ended: which branch, and what `$.External` holds then. */
export type LambdaBlockResult =
  | { readonly branch: "Success"; readonly external: Readonly<Record<string, string>> }
  | {
      readonly branch: "Error";
      readonly reason: "timeout" | "function-error" | "invalid-answer";
      readonly problems: readonly AnswerProblem[];
    };

export interface LambdaBlock {
  readonly functionName: string;
  readonly event: unknown;
  /** Seconds; Connect allows 1 to 8, its console proposes 3. @default 8 */
  readonly timeLimitSeconds?: number;
}

/** Invokes a function by name, with a JSON text; what the local stack's Lambda host does. */
export type InvokeFunction = (
  functionName: string,
  payload: string,
) => Promise<{ readonly payload: string; readonly functionError?: string | undefined }>;

/** Connect invokes a function that failed again, up to three times within the time limit. */
const RETRIES = 3;

/**
 * Runs a Lambda block as Connect does: a failing function is invoked again within the block's time
 * limit; an answer that is not a flat map of texts under 32 KB takes the Error branch.
 */
export async function runLambdaBlock(
  clock: LocalClock,
  invoke: InvokeFunction,
  block: LambdaBlock,
): Promise<LambdaBlockResult> {
  const deadline = clock.now() + (block.timeLimitSeconds ?? 8) * 1000;
  const payload = JSON.stringify(block.event);
  for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
    const answer = await within(clock, deadline, () => invoke(block.functionName, payload));
    if (answer === "timeout") return { branch: "Error", reason: "timeout", problems: [] };
    if (answer.functionError === undefined) return read(answer.payload);
  }
  return { branch: "Error", reason: "function-error", problems: [] };
}

function read(payload: string): LambdaBlockResult {
  const answer: unknown = JSON.parse(payload);
  const problems = checkAnswer(answer);
  return problems.length === 0
    ? { branch: "Success", external: answer as Record<string, string> }
    : { branch: "Error", reason: "invalid-answer", problems };
}

/**
 * The invocation itself goes on after the limit, as it does in AWS; the flow does not wait for it,
 * so it must not be an activity that this one waits for.
 */
function within<T>(
  clock: LocalClock,
  deadline: number,
  work: () => Promise<T>,
): Promise<T | "timeout"> {
  const result = new Promise<T | "timeout">((resolve, reject) => {
    const timer = clock.at(deadline, () => resolve("timeout"));
    clock
      .start("lambda block", work)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });
  return clock.waiting(result);
}
