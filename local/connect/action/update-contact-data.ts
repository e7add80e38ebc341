import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Name, description, language, customer and references of the contact; the rest has no effect here. */
export function updateContactData(step: Step): Outcome {
  const { parameters } = step;
  const related = parameters.text("TargetContact") === "Related";
  const contact = related ? step.contact.previous : step.contact;
  if (contact === undefined) return failed("there is no related contact");
  const { settings } = contact;
  settings.name = parameters.text("Name") ?? settings.name;
  settings.description = parameters.text("Description") ?? settings.description;
  settings.languageCode = parameters.filled("LanguageCode") ?? settings.languageCode;
  settings.customerId = parameters.text("CustomerId") ?? settings.customerId;
  Object.assign(settings.references, parameters.inside("References").resolved());
  step.log({ Parameters: parameters.resolved() });
  return next;
}
