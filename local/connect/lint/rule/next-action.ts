import { formOf } from "../../language/action-types.ts";
import type { FlowAction } from "../../language/flow.ts";
import type { Problem } from "../../language/problem.ts";
import type { FlowUnderLint } from "../flow-under-lint.ts";
import type { Rule } from "../rule.ts";

/** Actions without a way on, and ways on from actions that end the flow. */
export const nextAction: Rule = {
  id: "next-action",
  *check(flow) {
    for (const [index, action] of flow.Actions.entries()) {
      const problem = problemOf(action, index, flow);
      if (problem) yield problem;
    }
  },
};

function problemOf(action: FlowAction, index: number, flow: FlowUnderLint): Problem | undefined {
  const { NextAction, Errors, Conditions } = action.Transitions;
  const path = ["Actions", index, "Transitions"];
  const next = formOf(action)?.next;
  if (next === "none") {
    if (NextAction === undefined && Errors.length === 0 && Conditions.length === 0)
      return undefined;
    const message = `${action.Type} ends the flow here; none of its branches is ever taken`;
    return { severity: "warning", path, message, advice: 'Write "Transitions": {}.' };
  }
  if (NextAction !== undefined) return undefined;
  if (next === "required") {
    return {
      severity: flow.looseEnd,
      path,
      message: `${action.Type} has no NextAction: the flow ends here, and with it the contact`,
      advice: "Name the action that follows, a DisconnectParticipant if nothing does.",
    };
  }
  return undefined;
}
