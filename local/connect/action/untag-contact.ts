import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

export function untagContact(step: Step): Outcome {
  for (const name of step.parameters.list("TagKeys")) {
    delete step.contact.settings.tags[String(name)];
  }
  return next;
}
