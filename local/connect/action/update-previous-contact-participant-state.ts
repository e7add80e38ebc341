import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Agents transfer without consulting here, so nobody of the previous contact is left to hold. */
export function updatePreviousContactParticipantState(step: Step): Outcome {
  step.warn("nobody of the previous contact is there any more: no effect");
  return next;
}
