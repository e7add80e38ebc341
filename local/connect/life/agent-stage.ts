import type { CallContext } from "../flow/call-context.ts";
import { FlowRun } from "../flow/flow-run.ts";
import { runFlow } from "../flow/run-flow.ts";
import type { FlowResource } from "../instance/resources.ts";
import type { Agent } from "../queue/agent.ts";
import type { Centre } from "./centre.ts";
import { converse, type Handover } from "./conversation.ts";
import { hookFlow } from "./hook-flow.ts";
import type { Stage } from "./stage.ts";
import { transfer } from "./transfer.ts";

/** Runs a whisper flow to its end. */
export async function whisper(
  { world }: Centre,
  call: CallContext,
  agent: Agent,
  hearer: "customer" | "agent",
  flow: FlowResource | undefined,
): Promise<void> {
  if (flow === undefined) return;
  await runFlow(new FlowRun({ world, call, contact: call.contact, flow, hearer, agent }));
}

/** The agent who took the contact: whispers, the conversation, and what the agent does with it. */
export async function agentStage(
  centre: Centre,
  call: CallContext,
  agent: Agent,
  /** Runs between taking the contact and the conversation. */
  meet: () => Promise<void> = () => whispers(centre, call, agent),
): Promise<Stage> {
  const { contact } = call;
  let handover: Handover | undefined;
  try {
    await meet();
    connect(centre, call, agent);
    handover = await converse(centre, call, agent);
  } finally {
    leave(centre, call, agent);
  }
  if (handover) return handOver(centre, call, handover);
  const remaining = contact.settings.hooks.get("CustomerRemaining");
  const flow = remaining ? centre.world.resources.flow(remaining) : undefined;
  return flow ? { in: "flow", flow } : { in: "end", reason: "AGENT_DISCONNECT" };
}

/** The agent hears theirs first, then the customer (contact-initiation-methods). */
async function whispers(centre: Centre, call: CallContext, agent: Agent): Promise<void> {
  const { contact } = call;
  await whisper(centre, call, agent, "agent", hookFlow(centre, contact, "AgentWhisper"));
  await whisper(centre, call, agent, "customer", hookFlow(centre, contact, "CustomerWhisper"));
}

function connect(centre: Centre, call: CallContext, agent: Agent): void {
  call.contact.connectToAgent(agent);
  centre.world.emitter.event(call.contact, "CONNECTED_TO_AGENT");
  call.trace.add({
    kind: "life",
    ...call.mark,
    what: "connected to agent",
    detail: agent.username,
  });
  call.tell((caller, line) => caller.moved?.({ name: "agent", agent: agent.username }, line));
}

/** After-contact work begins, where there was a conversation. */
function leave({ router, world }: Centre, { contact }: CallContext, agent: Agent): void {
  const next = agent.behaviour.nextState ?? "available";
  if (contact.connectedToAgentAt === undefined) {
    router.setState(agent, next);
    return;
  }
  contact.leaveAgent();
  contact.recorded = contact.settings.recordedParticipants.length > 0;
  const seconds = agent.behaviour.wrapsUpFor?.(contact) ?? 0;
  router.setState(agent, "afterContactWork");
  contact.wrapUp = world.clock.start("after-contact work", async () => {
    if (seconds > 0) await world.clock.sleep(1000 * seconds);
    contact.afterContactWorkEndedAt = world.clock.now();
    router.setState(agent, next);
  });
}

/** A quick connect: a new contact, which may run a transfer flow before it waits. */
function handOver(centre: Centre, call: CallContext, { to, flow }: Handover): Stage {
  const { resources } = centre.world;
  const queue = "queue" in to ? resources.queue(to.queue) : resources.agentQueue(to.agent);
  if (queue === undefined) {
    call.warn("the agent transferred to a queue that the instance does not have");
    return { in: "end", reason: "AGENT_DISCONNECT" };
  }
  const contact = transfer(centre, call, "TRANSFER");
  contact.settings.targetQueue = queue.arn;
  const first = flow === undefined ? undefined : resources.flow(flow);
  return first ? { in: "flow", flow: first } : { in: "queue", queue };
}
