import type { Exit } from "../flow/outcome.ts";
import type { FlowResource, QueueResource } from "../instance/resources.ts";
import type { Agent } from "../queue/agent.ts";

/** Where a call is, and what comes next. */
export type Stage =
  | { readonly in: "flow"; readonly flow: FlowResource }
  | { readonly in: "queue"; readonly queue: QueueResource }
  | { readonly in: "agent"; readonly agent: Agent }
  /** @param reason DisconnectReason of the contact record */
  | { readonly in: "end"; readonly reason: string };

/** DisconnectReason of a contact that a flow ended. */
const BY_FLOW = "CONTACT_FLOW_DISCONNECT";

/** A flow that was left for nowhere in particular ends the contact. */
export function endOf(exit: Exit): Stage {
  return { in: "end", reason: (exit.to === "hang-up" ? exit.reason : undefined) ?? BY_FLOW };
}
