import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Set customer queue, hold, whisper and disconnect flow. */
export function updateContactEventHooks(step: Step): Outcome {
  const hooks = step.parameters.entries("EventHooks");
  const { resources } = step.world;
  if (hooks.some(([, flow]) => resources.flow(flow) === undefined)) {
    return failed("the instance has no such flow");
  }
  const configuration = step.parameters.inside("EventHooksConfiguration");
  for (const [hook, flow] of hooks) {
    const disabled = configuration.inside(hook).flag("DisableExecution") === true;
    // An empty hook: nothing runs, not even Connect's default flow.
    step.contact.settings.hooks.set(hook, disabled ? "" : flow);
    step.log({ Parameters: { Type: hook, ContactFlowId: flow } });
  }
  return next;
}
