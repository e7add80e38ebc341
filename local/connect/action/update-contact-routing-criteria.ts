import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Agents have no proficiencies here: any agent of the queue may be offered the contact. */
export function updateContactRoutingCriteria(step: Step): Outcome {
  step.warn("routing criteria have no effect in the simulation");
  return next;
}
