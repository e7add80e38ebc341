import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { attributeProblem } from "./attribute-limits.ts";

/** `FlowAttributes: {count: {Value: "…"}}`: all of them are set, or none. */
export function updateFlowAttributes(step: Step): Outcome {
  const given = step.parameters.inside("FlowAttributes");
  const names = step.action.Parameters["FlowAttributes"] ?? {};
  const set = Object.keys(names).map((name) => [name, given.inside(name).text("Value") ?? ""]);
  const attributes = { ...step.run.flowAttributes, ...Object.fromEntries(set) };
  const problem = attributeProblem(attributes);
  if (problem !== undefined) return failed(problem);
  step.run.flowAttributes = attributes;
  for (const [Key, Value] of set) step.log({ Parameters: { Key, Value } });
  return next;
}
