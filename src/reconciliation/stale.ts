import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { listReconciliations } from "./list.ts";
import { type EndedExecution, settleExecution } from "./settle.ts";
import { showReconciliation } from "./show.ts";
import { RECONCILIATION_STATUSES, type Reconciliation } from "./table.ts";
import type { WatchdogRoom } from "./watchdog.ts";

/** Some items could not be looked into; the next schedule does. */
class WatchdogIncompleteError extends Error {
  override readonly name = "WatchdogIncompleteError";

  constructor(failures: number) {
    super(`${failures} items could not be looked into: see WatchdogFailed in the log`);
  }
}

/** The machine tries its dead letter for 25 minutes after it has booked the failure. */
const LETTER_SENT_SECONDS = 30 * 60;
/** The schedule has looked into a failure a hundred times by then: what there is to look at stays small. */
const LOOKED_INTO_SECONDS = 86_400;

/**
 * Looks into what has been in progress for longer than any execution lasts, and into failures of
 * which nobody has noted that their dead letter was sent: events of executions that ended are best
 * effort, and an execution whose start failed for good has none. One item that fails delays itself
 * alone.
 *
 * @throws WatchdogIncompleteError after all others are done
 */
export async function settleStale(room: WatchdogRoom): Promise<void> {
  let failures = 0;
  for await (const suspect of suspects(room)) {
    const executionName = suspect.executionArn.split(":").at(-1) ?? "";
    try {
      room.outcomes.record(await settleItem(room, suspect), { executionName });
    } catch (error) {
      failures += 1;
      room.outcomes.failed("WatchdogFailed", error, { executionName });
    }
  }
  if (failures > 0) throw new WatchdogIncompleteError(failures);
}

async function* suspects(room: WatchdogRoom): AsyncGenerator<Reconciliation> {
  const ago = (seconds: number) => new Date(room.clock.now() - seconds * 1_000).toISOString();
  yield* listReconciliations(room, "IN_PROGRESS", { before: ago(room.timeoutSeconds) });
  const unproven = {
    after: ago(LOOKED_INTO_SECONDS),
    before: ago(LETTER_SENT_SECONDS),
    withoutLetter: true,
  };
  for (const status of RECONCILIATION_STATUSES) {
    if (status.startsWith("FAILED_")) yield* listReconciliations(room, status, unproven);
  }
}

async function settleItem(room: WatchdogRoom, suspect: Reconciliation) {
  // The index lags; a letter for an item that has gone on would be a false alarm.
  const item = await showReconciliation(room, suspect.dialogGroupId);
  const { lastUpdated, status } = suspect;
  if (item?.lastUpdated !== lastUpdated || item.status !== status || item.deadLetterAt) {
    return "WatchdogFoundBooked";
  }
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
