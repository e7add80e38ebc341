import { failed, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

export function invokeFlowModule(step: Step): Outcome {
  const id = step.parameters.text("FlowModuleId") ?? "";
  const module = step.world.resources.module(id);
  if (module === undefined) return failed("the instance has no such flow module");
  step.log({ Parameters: { FlowModuleId: module.arn } });
  return { kind: "module", module };
}
