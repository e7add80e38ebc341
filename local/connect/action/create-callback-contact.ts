import { parsePhoneNumber } from "../../../src/connect/phone-number.ts";
import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { queueIn } from "./queue-in.ts";

/** Three days. */
const LONGEST_DELAY = 259_200;

/** A callback: a contact of its own, which waits in the queue after a delay. The flow goes on. */
export function createCallbackContact(step: Step): Outcome {
  const { parameters, contact } = step;
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  const number = parsePhoneNumber(contact.settings.callbackNumber ?? contact.customerAddress);
  if (number === undefined) return failed("there is no number to call back");
  const creationFlow = flowIn(step);
  if (creationFlow === "") return failed("the instance has no such flow");
  const initialDelaySeconds = parameters.number("InitialCallDelaySeconds") ?? 0;
  const retryDelaySeconds = parameters.number("RetryDelaySeconds") ?? 0;
  if (Math.max(initialDelaySeconds, retryDelaySeconds) > LONGEST_DELAY) {
    return failed("a delay is at most three days");
  }
  const attempts = parameters.number("MaximumConnectionAttempts") ?? 1;
  if (attempts < 1) step.warn("MaximumConnectionAttempts is less than 1 and counts as 1");
  step.world.createCallback(step.call, {
    queue,
    number,
    initialDelaySeconds: creationFlow === undefined ? initialDelaySeconds : 0,
    attempts: Math.max(1, attempts),
    retryDelaySeconds,
    creationFlow,
  });
  return next;
}

/** ARN of the flow to begin with; undefined where none is given, empty where it does not exist. */
function flowIn(step: Step): string | undefined {
  const id = step.parameters.filled("ContactFlowId");
  return id === undefined ? undefined : (step.world.resources.flow(id)?.arn ?? "");
}
