import type { FlowUnderLint } from "./flow-under-lint.ts";

/** What flow logging may be when an action runs: as other flows left it, on, off. */
export interface Logging {
  readonly inherited: boolean;
  readonly on: boolean;
  readonly off: boolean;
}

const INHERITED = 1;
const ON = 2;
const OFF = 4;

/** What flow logging may be before each action, over all the ways that lead there. */
export function flowLogging({ Actions, graph, StartAction }: FlowUnderLint): Logging[] {
  const before = Actions.map(() => 0);
  const start = Actions.findIndex(({ Identifier }) => Identifier === StartAction);
  if (start >= 0) before[start] = INHERITED;
  // Each action is visited again only when something is new there: at most three times.
  const waiting = start >= 0 ? [start] : [];
  for (const node of waiting) {
    const after = setBy(Actions[node]?.Parameters["FlowLoggingBehavior"], Actions[node]?.Type);
    for (const next of graph.successors[node] ?? []) {
      const merged = (before[next] ?? 0) | (after ?? before[node] ?? 0);
      if (merged === before[next]) continue;
      before[next] = merged;
      waiting.push(next);
    }
  }
  return before.map((state) => ({
    inherited: (state & INHERITED) > 0,
    on: (state & ON) > 0,
    off: (state & OFF) > 0,
  }));
}

function setBy(behavior: unknown, type: string | undefined): number | undefined {
  if (type !== "UpdateFlowLoggingBehavior") return undefined;
  return behavior === "Disabled" ? OFF : ON;
}
