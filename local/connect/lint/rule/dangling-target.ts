import { actionType } from "../../language/action-types.ts";
import { nearest } from "../../language/nearest.ts";
import type { Path, Problem } from "../../language/problem.ts";
import { branchesOf } from "../flow-graph.ts";
import type { FlowUnderLint } from "../flow-under-lint.ts";
import type { Rule } from "../rule.ts";

/** Branches, and the start, that lead to no action of the flow. */
export const danglingTarget: Rule = {
  id: "dangling-target",
  *check(flow) {
    const identifiers = new Set(flow.Actions.map(({ Identifier }) => Identifier));
    identifiers.delete("");
    const malformed = new Set(flow.malformed.map(({ path }) => path.join("/")));
    const branches = [
      { target: flow.StartAction, path: ["StartAction"] },
      ...flow.Actions.flatMap(branchesOf),
    ];
    for (const { target, path } of branches) {
      if (identifiers.has(target) || malformed.has(path.join("/"))) continue;
      yield target === "" ? unconnected(path, flow) : dangling(target, path, identifiers);
    }
  },
};

function unconnected(path: Path, { looseEnd }: FlowUnderLint): Problem {
  return {
    severity: looseEnd,
    path,
    message: path.length === 1 ? "the flow has no start" : "this branch leads nowhere",
    advice: "Name the action it leads to; Connect publishes no flow with a loose end.",
  };
}

function dangling(target: string, path: Path, identifiers: ReadonlySet<string>): Problem {
  const meant = nearest(target, identifiers);
  // Somebody wrote the type where the identifier belongs.
  const hint = meant ? `Did you mean "${meant}"?` : "Name an action of this flow.";
  return {
    severity: "error",
    path,
    message: `there is no action "${target}" in this flow`,
    advice: actionType(target) ? "Name the action's Identifier, not its Type." : hint,
  };
}
