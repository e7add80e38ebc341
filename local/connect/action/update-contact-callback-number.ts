import { parsePhoneNumber } from "../../../src/connect/phone-number.ts";
import { branchOff, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Set callback number. Every number in E.164 counts as dialable here. */
export function updateContactCallbackNumber(step: Step): Outcome {
  const number = parsePhoneNumber(step.parameters.text("CallbackNumber"));
  if (number === undefined) return branchOff("InvalidCallbackNumber");
  step.contact.settings.callbackNumber = number;
  return next;
}
