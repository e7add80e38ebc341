import {
  DescribeExecutionCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import type { WireEvent } from "../../local/states/history.ts";
import type { Finished } from "../../local/states/run-machine.ts";

/** An execution as Step Functions knows it, still running or not. */
export interface SeenExecution extends Omit<Finished, "status"> {
  readonly status: Finished["status"] | "RUNNING";
}

/** @returns undefined where Step Functions no longer knows it: after 90 days */
export async function seeExecution(
  client: SFNClient,
  executionArn: string,
): Promise<SeenExecution | undefined> {
  try {
    const { status, output, error, cause } = await client.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    const history: WireEvent[] = [];
    for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn })) {
      history.push(...events.map(onTheWire));
    }
    return {
      status: status as SeenExecution["status"],
      history,
      ...(output !== undefined && { output: JSON.parse(output) }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
  } catch (failure) {
    if ((failure as Error).name === "ExecutionDoesNotExist") return undefined;
    throw failure;
  }
}

/** The SDK's event in the form in which the service sends it: times are epoch seconds. */
function onTheWire({ timestamp, id = 0, previousEventId = 0, ...event }: HistoryEvent): WireEvent {
  const seconds = (timestamp?.getTime() ?? 0) / 1000;
  return { ...event, id, previousEventId, timestamp: seconds } as unknown as WireEvent;
}

/** The path alone: inputs and outputs hold task tokens and download URLs. */
export function withoutData({ output: _, history, ...rest }: SeenExecution): SeenExecution {
  return { ...rest, history: history.map(bare) };
}

const DATA = new Set(["input", "output", "parameters", "variables", "assignedVariables"]);

function bare(event: WireEvent): WireEvent {
  return JSON.parse(JSON.stringify(event, (name, value) => (DATA.has(name) ? undefined : value)));
}
