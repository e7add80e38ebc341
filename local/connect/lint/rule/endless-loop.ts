import { actionType, formOf } from "../../language/action-types.ts";
import type { FlowAction } from "../../language/flow.ts";
import { branchesOf, predecessorsIn, reachableFrom } from "../flow-graph.ts";
import type { FlowUnderLint } from "../flow-under-lint.ts";
import type { Rule } from "../rule.ts";

/** Where the contact may leave the flow, though the action has a way on. */
const LEAVES: ReadonlySet<string> = new Set([
  ...["TransferToFlow", "TransferContactToQueue", "DequeueContactAndTransferToQueue"],
  // An agent takes the contact out of the queue, or off hold.
  ...["MessageParticipantIteratively", "TransferParticipantToThirdParty", "InvokeFlowModule"],
]);

/** Where the caller hears something, or is asked: there they can hang up. */
const PARTICIPANT: ReadonlySet<string> = new Set([
  ...["MessageParticipant", "GetParticipantInput", "ConnectParticipantWithLexBot"],
  ...["ShowView", "Wait"],
]);

/** Names of actions in a message; more would not be read. */
const NAMED = 5;

/** Loops that nothing leads out of. */
export const endlessLoop: Rule = {
  id: "endless-loop",
  *check(flow) {
    const { successors, reachable, cycles } = flow.graph;
    const ends = [...flow.Actions.entries()].flatMap(([at, one]) =>
      canEnd(one, at, flow) ? at : [],
    );
    const ending = reachableFrom(ends, predecessorsIn(successors));
    for (const cycle of cycles) {
      const [first] = cycle;
      if (first === undefined || ending.has(first) || !reachable?.has(first)) continue;
      const members = new Set(cycle);
      // A loop that leads into another endless one: only the last is told.
      if (cycle.some((node) => successors[node]?.some((next) => !members.has(next)))) continue;
      const actions = cycle.flatMap((node) => flow.Actions[node] ?? []);
      const heard = actions.some(({ Type }) => PARTICIPANT.has(Type));
      const names = actions.slice(0, NAMED).map(({ Identifier }) => Identifier);
      const more = actions.length > NAMED ? ` and ${actions.length - NAMED} more` : "";
      yield {
        severity: heard ? "warning" : "error",
        path: ["Actions", first],
        message: heard
          ? `only hanging up leads out of this loop: ${names.join(", ")}${more}`
          : `this loop never ends and never speaks to the caller: ${names.join(", ")}${more}`,
        advice: "Count the rounds with a Loop action, or lead one branch out.",
      };
    }
  },
};

function canEnd(action: FlowAction, index: number, flow: FlowUnderLint): boolean {
  if (LEAVES.has(action.Type) || actionType(action.Type) === undefined) return true;
  if (formOf(action)?.next === "none") return true;
  // A branch to nowhere ends the contact, and is another rule's finding.
  const branches = branchesOf(action, index).length;
  return branches === 0 || flow.graph.successors[index]?.length === 0;
}
