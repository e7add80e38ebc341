import type { Reconciliation } from "../../src/reconciliation/table.ts";
import type { SeenExecution } from "../states/execution.ts";
import { drawExecution } from "../states/path.ts";
import { style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";

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
