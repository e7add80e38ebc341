import { type Broken, brokenBank } from "../invariant.ts";
import type { SweepBank } from "../sweep-bank.ts";

/** No event, record or request was given up: nothing waits in any queue, and no delivery failed. */
export function checkDeadEnds({ stack }: SweepBank): readonly Broken[] {
  const left = stack.description.queues
    .map(({ name }) => ({ name, messages: stack.sqs.peek(name).length }))
    .filter(({ messages }) => messages > 0)
    .map(({ name, messages }) => `${messages} messages are left in ${name}`);
  const failed = stack.delivery.problems.map((problem) => `a delivery failed: ${problem}`);
  return brokenBank("deadEnds", [...left, ...failed]);
}
