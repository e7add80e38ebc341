import { failed, next, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { queueIn } from "./queue-in.ts";

/** Fills `$.Metrics`. In Connect the numbers are 5 to 10 s old; here they are of this instant. */
export function getMetricData(step: Step): Outcome {
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  const { board } = step.world;
  const agents = board.agents(queue.arn);
  step.contact.data.metrics = {
    Queue: {
      Name: queue.name,
      ARN: queue.arn,
      Size: board.waiting(queue.arn),
      OldestContactAge: Math.floor(board.oldestAge(queue.arn) / 1000),
    },
    Agents: {
      Online: { Count: agents.online },
      Available: { Count: agents.available },
      Staffed: { Count: agents.staffed },
      AfterContactWork: { Count: agents.afterContactWork },
      Busy: { Count: agents.busy },
      Missed: { Count: agents.missed },
      NonProductive: { Count: agents.nonProductive },
    },
  };
  return next;
}
