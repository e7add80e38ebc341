import { exit, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** End flow / Resume: a contact in a queue stays in it, one that is in none ends. */
export function endFlowExecution(step: Step): Outcome {
  step.log({ Parameters: {} });
  return exit({ to: "end" });
}
