import { type Outcome, result } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Check contact attributes. What is not set compares as an empty text. */
export function compare(step: Step): Outcome {
  const value = step.parameters.text("ComparisonValue") ?? "";
  step.log({ Parameters: { Value: value }, Results: value });
  return result(value);
}
