import type { Step } from "../flow/step.ts";
import type { QueueResource } from "../instance/resources.ts";

/** The queue an action names, by `QueueId` or `AgentId`, or else the working queue; or why none. */
export function queueIn(step: Step): QueueResource | string {
  const agent = step.parameters.filled("AgentId");
  if (agent !== undefined) return step.world.resources.agentQueue(agent);
  if (step.parameters.has("QueueId")) {
    const id = step.parameters.filled("QueueId");
    const queue = id === undefined ? undefined : step.world.resources.queue(id);
    return queue ?? "the instance has no such queue";
  }
  return step.run.queue ?? "no working queue is set";
}
