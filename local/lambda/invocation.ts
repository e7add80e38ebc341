import type { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import type { Handler } from "./bundle.ts";
import { RuntimeError, TimedOut } from "./failure.ts";

/** Lambda's limit for a synchronous answer, in bytes (Lambda quotas). */
const LARGEST_ANSWER = 6_291_556;

export interface InvocationRequest {
  readonly description: FunctionDescription;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Gives the handler; a cold start counts towards the function's time. */
  readonly handler: () => Promise<Handler>;
  readonly clock: LocalClock;
  /** Real milliseconds without any progress of the clock after which a call counts as hung. */
  readonly hungAfterMs: number;
  /** Time limits of what runs, for whoever closes the host. */
  readonly limits: Set<TimeLimit>;
}

/** When an invocation ends at the latest. */
export interface TimeLimit {
  readonly reached: Promise<never>;
  cancel(): void;
}

/**
 * Runs one invocation to its answer, a JSON text.
 * @throws TimedOut when the function's time is up; else what the function threw
 */
export async function runInvocation(request: InvocationRequest): Promise<string> {
  const { clock, description } = request;
  const deadline = clock.now() + description.timeoutSeconds * 1_000;
  const limit = timeLimit(request, deadline);
  request.limits.add(limit);
  try {
    return await Promise.race([work(request, deadline), limit.reached]);
  } finally {
    limit.cancel();
    request.limits.delete(limit);
  }
}

async function work(request: InvocationRequest, deadline: number): Promise<string> {
  const handler = await request.handler();
  // Parsed for this call alone: a handler may change its event.
  const event: unknown = JSON.parse(request.payload);
  const result = await handler(event, contextOf(request, deadline));
  const answer = asJson(result);
  if (Buffer.byteLength(answer) > LARGEST_ANSWER) {
    throw new RuntimeError(
      "Function.ResponseSizeTooLarge",
      `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`,
    );
  }
  return answer;
}

function asJson(result: unknown): string {
  try {
    return JSON.stringify(result) ?? "null";
  } catch (error) {
    const problem = `Unable to stringify response body: ${(error as Error).message}`;
    throw new RuntimeError("Runtime.JSONStringifyError", problem, { cause: error });
  }
}

/**
 * Ends the invocation in virtual time, and as a backstop in real time: a call that hangs (an
 * injected fault) keeps its activity in flight, so the driven clock would never reach the deadline.
 * While the clock moves, something else is slow, and the deadline itself decides.
 */
function timeLimit(
  { clock, description, requestId, hungAfterMs }: InvocationRequest,
  deadline: number,
): TimeLimit {
  let cancel = () => {};
  const reached = new Promise<never>((_, reject) => {
    const timeUp = () => reject(new TimedOut(requestId, description.timeoutSeconds));
    const timer = clock.at(deadline, timeUp);
    let seen = clock.now();
    const backstop = setInterval(() => {
      if (clock.now() === seen) timeUp();
      seen = clock.now();
    }, hungAfterMs);
    cancel = () => {
      timer.cancel();
      clearInterval(backstop);
    };
  });
  return { reached, cancel: () => cancel() };
}

/** Lambda's context object, as the Node 24 runtime makes it. */
function contextOf({ description, requestId, clock }: InvocationRequest, deadline: number): object {
  return {
    functionName: description.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: description.arn,
    memoryLimitInMB: String(description.memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${description.name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
  };
}
