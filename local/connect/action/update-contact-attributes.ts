import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { attributeProblem } from "./attribute-limits.ts";

/** All of them are set, or none. `TargetContact` `Related`: the contact this one follows. */
export function updateContactAttributes(step: Step): Outcome {
  const related = step.parameters.text("TargetContact") === "Related";
  const contact = related ? step.contact.previous : step.contact;
  if (contact === undefined) return failed("there is no related contact");
  const set = Object.fromEntries(step.parameters.entries("Attributes"));
  const problem = attributeProblem({ ...contact.attributes, ...set });
  if (problem !== undefined) return failed(problem);
  Object.assign(contact.attributes, set);
  for (const [Key, Value] of Object.entries(set)) {
    const AddAttributeToRelatedContact = String(related);
    step.log({ Parameters: { Value, AddAttributeToRelatedContact, Key } });
  }
  step.world.updated(contact);
  return next;
}
