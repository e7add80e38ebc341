import { actionType } from "../language/action-types.ts";
import { isObject, member, pointer } from "../language/json.ts";
import type { Problem } from "../language/problem.ts";
import type { FlowUnderLint } from "./flow-under-lint.ts";

/** What the linter found at one place of a flow. */
export interface Finding {
  readonly rule: string;
  readonly severity: Problem["severity"];
  /** Absent for a finding about the flow as a whole. */
  readonly action?: FoundAction;
  /** JSON pointer into the flow's file. */
  readonly pointer: string;
  /** What is wrong. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}

interface FoundAction {
  readonly identifier: string;
  readonly type: string;
  /** The name the designer shows, where somebody gave one. */
  readonly name?: string;
  /** What the designer calls such a block. */
  readonly block?: string;
}

export function findingOf(rule: string, problem: Problem, flow: FlowUnderLint): Finding {
  const { severity, path, message, advice } = problem;
  const action = foundAction(path, flow);
  return { rule, severity, ...(action && { action }), pointer: pointer(...path), message, advice };
}

function foundAction([root, index]: Problem["path"], flow: FlowUnderLint): FoundAction | undefined {
  const action = root === "Actions" && typeof index === "number" ? flow.Actions[index] : undefined;
  if (action === undefined) return undefined;
  const { Identifier: identifier, Type: type } = action;
  const name = consoleName(identifier, flow);
  const block = actionType(type)?.block;
  return { identifier, type, ...(name && { name }), ...(block && { block }) };
}

/** The designer marks the identifiers that it shows: those that somebody typed. */
function consoleName(identifier: string, { Metadata }: FlowUnderLint): string | undefined {
  const all = member(Metadata, "ActionMetadata");
  const metadata = isObject(all) ? member(all, identifier) : undefined;
  if (!isObject(metadata)) return undefined;
  return member(metadata, "isFriendlyName") === true ? identifier : undefined;
}
