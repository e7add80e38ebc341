import { next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Logs itself where logging is on afterwards. */
export function updateFlowLoggingBehavior(step: Step): Outcome {
  const enabled = step.parameters.text("FlowLoggingBehavior") === "Enabled";
  step.contact.settings.flowLogging = enabled;
  step.log({ Parameters: { LoggingBehavior: enabled ? "Enable" : "Disable" } });
  return next;
}
