import { type Coverage, percent } from "../../local/connect/flow-coverage/coverage.ts";
import { style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";

/** Which branches of the flows the tests took, and by name those that they did not. */
export function drawCoverage(coverage: Coverage): string {
  const { flows, total } = coverage;
  const row = (name: string, of: { readonly branches: number; readonly taken: number }) => [
    name,
    String(of.branches),
    String(of.taken),
    `${percent(of)} %`,
  ];
  const rows = [...flows.map((flow) => row(flow.flow, flow)), row("all", total)];
  const missing = flows.flatMap(({ flow, missing: branches }) =>
    branches.map(({ action, branch }) => `  ${flow}: ${action} ${style.accent(`-> ${branch}`)}`),
  );
  return [
    table(["flow", "branches", "taken", "coverage"], rows),
    ...(missing.length > 0 ? ["", "not taken", ...missing] : []),
  ].join("\n");
}
