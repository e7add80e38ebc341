import { failed, type Outcome, result } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";
import { queueIn } from "./queue-in.ts";

/** Check queue status, Check staffing. The age of the oldest contact is in milliseconds. */
export function checkMetricData(step: Step): Outcome {
  const queue = queueIn(step);
  if (typeof queue === "string") return failed(queue);
  const value = metric(step, step.parameters.text("MetricType"), queue.arn);
  if (value === undefined) return failed("there is no such metric");
  step.log({ Parameters: {}, Results: String(value > 0) });
  return result(String(value));
}

function metric({ world }: Step, type: string | undefined, queueArn: string): number | undefined {
  const agents = world.board.agents(queueArn);
  switch (type) {
    case "NumberOfAgentsAvailable":
      return agents.available;
    case "NumberOfAgentsStaffed":
      return agents.staffed;
    case "NumberOfAgentsOnline":
      return agents.online;
    case "NumberOfContactsInQueue":
      return world.board.waiting(queueArn);
    case "OldestContactInQueueAgeSeconds":
      return world.board.oldestAge(queueArn);
    default:
      return undefined;
  }
}
