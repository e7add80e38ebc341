import { exit, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Return from module. Newer modules give a result, which the flow that invoked them branches on. */
export function endFlowModuleExecution(step: Step): Outcome {
  step.log({ Parameters: {} });
  return exit({ to: "caller-of-module", result: step.parameters.filled("Result") });
}
