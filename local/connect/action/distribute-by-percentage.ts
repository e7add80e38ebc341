import { type Outcome, result } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** A number from 1 to 100, from the call's seed. */
export function distributeByPercentage(step: Step): Outcome {
  return result(String(step.call.random.between(1, 100)));
}
