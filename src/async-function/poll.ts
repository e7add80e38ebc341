import { DescribeExecutionCommand, type DescribeExecutionCommandOutput } from "@aws-sdk/client-sfn";
import type { Clock } from "../aws/clock.ts";
import { parseExactly } from "./exact-json.ts";
import type { Machine } from "./start.ts";

export type Polled =
  | { readonly status: "RUNNING" }
  | { readonly status: "SUCCEEDED"; readonly output: unknown }
  | { readonly status: "FAILED" | "TIMED_OUT" | "ABORTED"; readonly error: string }
  | { readonly status: "UNKNOWN" };

/** How long a description may lag behind the start it should show. */
const LAG_MS = 300;

/**
 * How far an execution is, in one call, or two where the first does not know the execution:
 * descriptions are eventually consistent (DescribeExecution, API reference), and a flow may ask at
 * once after the start. `UNKNOWN`: there is no such execution.
 *
 * @throws the SDK's error when it could not be asked; `isPassing` tells whether to ask again
 */
export async function pollExecution(
  machine: Pick<Machine, "client" | "deadline"> & { readonly clock: Clock },
  executionId: string,
): Promise<Polled> {
  const first = await describe(machine, executionId);
  if (first.status !== "UNKNOWN") return first;
  await machine.clock.sleep(LAG_MS);
  return describe(machine, executionId);
}

/**
 * Whether a failed call may succeed when repeated: throttling, the service's own trouble, a timeout,
 * the caller's deadline or a connection that broke. A refusal (access, validation) stays one, and so
 * does what we do not know: then the flow is told at once instead of after all its polls.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata, code } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly code?: unknown;
  };
  const status = $metadata?.httpStatusCode;
  return (
    /Throttl|TooManyRequests|Timeout|^AbortError$/.test(error.name) ||
    (status === undefined ? typeof code === "string" : status === 429 || status >= 500)
  );
}

async function describe(
  { client, deadline }: Pick<Machine, "client" | "deadline">,
  executionArn: string,
): Promise<Polled> {
  try {
    return read(await client.send(new DescribeExecutionCommand({ executionArn }), deadline));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionDoesNotExist") throw error;
    return { status: "UNKNOWN" };
  }
}

function read({ status, output, error = "" }: DescribeExecutionCommandOutput): Polled {
  switch (status) {
    case "SUCCEEDED":
      // Absent only when the role may not decrypt it: an error, and not an empty success.
      return { status, output: parseExactly(output ?? "") };
    case "TIMED_OUT":
      return { status, error: error || "States.Timeout" };
    case "FAILED":
    case "ABORTED":
      return { status, error };
    default:
      return { status: "RUNNING" };
  }
}
