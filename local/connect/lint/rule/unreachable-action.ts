import type { Rule } from "../rule.ts";

/** Actions that no branch leads to. */
export const unreachableAction: Rule = {
  id: "unreachable-action",
  *check({ Actions, graph }) {
    if (graph.reachable === undefined) return;
    for (const index of Actions.keys()) {
      if (graph.reachable.has(index)) continue;
      yield {
        severity: "warning",
        path: ["Actions", index],
        message: "no way leads from the start to this action",
        advice: "Connect it, or take it out.",
      };
    }
  },
};
