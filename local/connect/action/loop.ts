import { failed, type Outcome, result } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** Connect's designer allows so many rounds. */
const MOST_ROUNDS = 100;

/** So many times on, then once out, and again from the start. The count belongs to the contact. */
export function loop(step: Step): Outcome {
  const count = step.parameters.number("LoopCount");
  if (count === undefined || !Number.isInteger(count) || count < 0 || count > MOST_ROUNDS) {
    return failed(`LoopCount is no whole number from 0 to ${MOST_ROUNDS}`);
  }
  const { loops } = step.contact.data;
  const key = `${step.run.flow.arn} ${step.action.Identifier}`;
  const passed = loops.get(key) ?? 0;
  const done = passed >= count;
  loops.set(key, done ? 0 : passed + 1);
  step.log({ Results: done ? "Done" : "NotDone" });
  return result(done ? "DoneLooping" : "ContinueLooping");
}
