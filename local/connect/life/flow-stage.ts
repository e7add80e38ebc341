import type { CallContext } from "../flow/call-context.ts";
import { FlowRun } from "../flow/flow-run.ts";
import { runFlow } from "../flow/run-flow.ts";
import type { FlowResource } from "../instance/resources.ts";
import type { Centre } from "./centre.ts";
import { endOf, type Stage } from "./stage.ts";
import { transfer } from "./transfer.ts";

/** The contact's own flow: inbound, transfer or disconnect flow. */
export async function flowStage(
  centre: Centre,
  call: CallContext,
  flow: FlowResource,
): Promise<Stage> {
  const { world, router } = centre;
  const exit = await runFlow(new FlowRun({ world, call, contact: call.contact, flow }));
  if (exit.to !== "queue" && exit.to !== "agent") return endOf(exit);
  // In a disconnect flow the agent has left: what follows is a contact of its own.
  if (call.contact.connectedToAgentAt !== undefined) transfer(centre, call, "DISCONNECT");
  if (exit.to === "queue") return { in: "queue", queue: exit.queue };
  const agent = router.agent(exit.agent);
  // An agent who is not free ends the contact (developer guide, TransferContactToAgent).
  if (agent?.state !== "available") return endOf(exit);
  router.setState(agent, "busy");
  return { in: "agent", agent };
}
