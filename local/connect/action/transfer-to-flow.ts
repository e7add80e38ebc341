import { exit, failed, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

export function transferToFlow(step: Step): Outcome {
  const flow = step.world.resources.flow(step.parameters.text("ContactFlowId") ?? "");
  if (flow === undefined) return failed("the instance has no such flow");
  return exit({ to: "flow", flow });
}
