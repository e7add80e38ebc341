import { failed, type Outcome, result } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { isOpen } from "../instance/hours-of-operation.ts";

/** The block's hours, or else those of the working queue. */
export function checkHoursOfOperation(step: Step): Outcome {
  const id = step.parameters.filled("HoursOfOperationId") ?? step.run.queue?.hoursOfOperation;
  if (id === undefined) {
    step.warn("neither hours of operation nor a working queue that has them: closed");
    return answered(step, false);
  }
  const found = step.world.resources.hours(id);
  if (found === undefined) return failed("the instance has no such hours of operation");
  return answered(step, isOpen(found.hours, step.clock.now()));
}

function answered(step: Step, open: boolean): Outcome {
  step.log({ Parameters: {}, Results: String(open) });
  return result(open ? "True" : "False");
}
