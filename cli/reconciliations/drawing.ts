import type { Reconciliation } from "../../src/reconciliation/table.ts";
import type { SeenExecution } from "../states/execution.ts";
import { drawExecution } from "../states/path.ts";
import { span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { lineWidth } from "../terminal/width.ts";
import { hanging } from "../terminal/wrap.ts";

/** One line each, and under it what there is to tell of one that failed or was put back. */
export function drawReconciliations(found: readonly Reconciliation[], now: number): string {
  const most = lineWidth(process.stdout);
  const cells = found.map((one) => [
    one.dialogGroupId,
    coloured(one.status),
    `${span(now - Date.parse(one.lastUpdated))} ago`,
  ]);
  const [head, ...lines] = table(["dialogue", "status", "last change"], cells).split("\n");
  const told = found.map((one) =>
    toldOf(one).map((text) => hanging("  ", style.quiet(text), most)),
  );
  return [head, ...lines.flatMap((line, index) => [line, ...(told[index] ?? [])])].join("\n");
}

function toldOf(one: Reconciliation): readonly string[] {
  const { failureReason: why, retryAttempt: attempt } = one;
  if (why === undefined && attempt === 0) return [];
  const polls = one.totalPollingAttempts ?? one.pollingIteration ?? 0;
  const tries = [`attempt ${attempt}`, `${polls} ${polls === 1 ? "poll" : "polls"}`].join(", ");
  return [why === undefined ? tries : `${tries}: ${why}`];
}

function coloured(status: string): string {
  if (status === "COMPLETED") return style.good(status);
  return status.startsWith("FAILED") ? style.bad(status) : style.accent(status);
}

/** The item, field by field as its source document names them, and its execution's path. */
export function drawReconciliation(
  item: Reconciliation,
  execution: SeenExecution | undefined,
): string {
  const { executionArn, ttl, status, ...rest } = item;
  const fields: readonly (readonly [string, unknown])[] = [
    ["reconciliationStatus", status],
    ...Object.entries(rest),
    ["sfExecutionId", executionArn],
    ["TTL", new Date(ttl * 1000).toISOString()],
  ];
  const rows = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return [table(["field", "value"], rows), "", pathOf(execution)].join("\n");
}

function pathOf(execution: SeenExecution | undefined): string {
  if (execution === undefined) {
    return style.quiet("Step Functions no longer knows the execution: it forgets after 90 days.");
  }
  return drawExecution(execution, "later");
}
