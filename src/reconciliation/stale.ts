import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { listReconciliations } from "./list.ts";
import { type EndedExecution, settleExecution } from "./settle.ts";
import { showReconciliation } from "./show.ts";
import type { Reconciliation } from "./table.ts";
import type { WatchdogRoom } from "./watchdog.ts";

/** Some items could not be looked into; the next schedule does. */
class WatchdogIncompleteError extends Error {
  override readonly name = "WatchdogIncompleteError";

  constructor(failures: number) {
    super(`${failures} items could not be looked into: see WatchdogFailed in the log`);
  }
}

/**
 * Looks into what has been in progress for longer than any execution lasts: events of executions
 * that ended are best effort, and an execution whose start failed for good has none. One item that
 * fails delays itself alone.
 *
 * @throws WatchdogIncompleteError after all others are done
 */
export async function settleStale(room: WatchdogRoom): Promise<void> {
  const before = new Date(room.clock.now() - room.timeoutSeconds * 1_000).toISOString();
  let failures = 0;
  for await (const { dialogGroupId, executionArn } of listReconciliations(
    room,
    "IN_PROGRESS",
    before,
  )) {
    const executionName = executionArn.split(":").at(-1) ?? "";
    try {
      room.outcomes.record(await settleItem(room, dialogGroupId, before), { executionName });
    } catch (error) {
      failures += 1;
      room.outcomes.failed("WatchdogFailed", error, { executionName });
    }
  }
  if (failures > 0) throw new WatchdogIncompleteError(failures);
}

async function settleItem(room: WatchdogRoom, dialogGroupId: string, before: string) {
  // The index lags; a letter for an item that has gone on would be a false alarm.
  const item = await showReconciliation(room, dialogGroupId);
  if (item?.status !== "IN_PROGRESS" || item.lastUpdated >= before) return "WatchdogFoundBooked";
  const ended = await endOf(room, item);
  return ended ? settleExecution(room, ended) : "WatchdogFoundRunning";
}

/** Undefined while it still runs. */
async function endOf(
  { states }: WatchdogRoom,
  item: Reconciliation,
): Promise<EndedExecution | undefined> {
  const { executionArn } = item;
  try {
    const { status, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (status === undefined || status === "RUNNING" || status === "PENDING_REDRIVE") {
      return undefined;
    }
    return { executionArn, status, error, request: item };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExecutionDoesNotExist") throw error;
    return { executionArn, status: "GONE", error: undefined, request: item };
  }
}
