import { exit, failed, type Outcome } from "../flow/outcome.ts";
import type { Step } from "../flow/step.ts";

/** To the agent whose queue is the working queue; a busy one ends the contact. */
export function transferContactToAgent(step: Step): Outcome {
  const queue = step.run.queue;
  const agent = /\/queue\/agent\/([^/]+)$/.exec(queue?.arn ?? "")?.[1];
  return agent === undefined ? failed("no agent is set") : exit({ to: "agent", agent });
}
