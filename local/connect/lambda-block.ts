import type { LocalClock } from "../clock/clock.ts";

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

/** What came of invoking a function for a block, retries and all. */
export type Invoked =
  | { readonly outcome: "answer"; readonly payload: string }
  | { readonly outcome: "timeout" | "function-error" }
  /** Lambda refused the invocation itself. */
  | { readonly outcome: "refused"; readonly cause: unknown };

/** Connect invokes a function that failed again, up to three times within the time limit. */
const RETRIES = 3;

/**
 * Invokes a function within the block's time limit. Throttled invocations, errors of Lambda itself
 * and of the function are tried again (administrator guide, connect-lambda-functions).
 */
export async function invokeForBlock(
  clock: LocalClock,
  invoke: InvokeFunction,
  block: LambdaBlock,
): Promise<Invoked> {
  const deadline = clock.now() + (block.timeLimitSeconds ?? 8) * 1000;
  const payload = JSON.stringify(block.event);
  let failure: Invoked = { outcome: "function-error" };
  for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
    const invoked = await within(clock, deadline, async (): Promise<Invoked> => {
      try {
        const answer = await invoke(block.functionName, payload);
        return answer.functionError === undefined
          ? { outcome: "answer", payload: answer.payload }
          : { outcome: "function-error" };
      } catch (cause) {
        return { outcome: "refused", cause };
      }
    });
    if (invoked === "timeout") return { outcome: "timeout" };
    if (invoked.outcome === "answer") return invoked;
    failure = invoked;
    if (invoked.outcome === "refused" && !isTransient(invoked.cause)) return invoked;
  }
  return failure;
}

function isTransient(error: unknown): boolean {
  const { status, $metadata } = error as {
    readonly status?: number;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const code = status ?? $metadata?.httpStatusCode ?? 0;
  return code === 429 || code >= 500;
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
