import type { CallContext } from "../flow/call-context.ts";
import { FlowRun } from "../flow/flow-run.ts";
import { Interrupted, Interruption } from "../flow/interruption.ts";
import type { Exit } from "../flow/outcome.ts";
import { runFlow } from "../flow/run-flow.ts";
import type { QueueResource } from "../instance/resources.ts";
import type { Agent } from "../queue/agent.ts";
import type { Centre } from "./centre.ts";
import { hookFlow } from "./hook-flow.ts";
import { endOf, type Stage } from "./stage.ts";
import { transfer } from "./transfer.ts";

/** The customer waits and hears the customer queue flow, until an agent or the flow ends that. */
export async function queueStage(
  centre: Centre,
  call: CallContext,
  queue: QueueResource,
): Promise<Stage> {
  enqueue(centre, call, queue);
  call.tell((caller, line) => caller.moved?.({ name: "queue", queue: queue.name }, line));
  const waiting = new Interruption(call.interruption);
  const wait = waitForAgent(centre, call, queue, () => waiting.interrupt(new Interrupted("agent")));
  try {
    const exit = await queueFlow(centre, call, waiting);
    wait.leave();
    if (exit.to !== "other-queue") return endOf(exit);
    transfer(centre, call, "QUEUE_TRANSFER");
    return { in: "queue", queue: exit.queue };
  } catch (error) {
    const { agent } = wait;
    if (agent && error instanceof Interrupted && error.by === "agent")
      return { in: "agent", agent };
    wait.leave();
    throw error;
  }
}

export function enqueue(centre: Centre, call: CallContext, queue: QueueResource): void {
  call.contact.enqueue({ arn: queue.arn, name: queue.name });
  centre.world.emitter.event(call.contact, "QUEUED");
  call.trace.add({ kind: "life", ...call.mark, what: "queued", detail: queue.name });
}

/** The contact's place in its queue, and the agent who took it. */
export interface AgentWait {
  readonly agent: Agent | undefined;
  /** The contact waits no longer; an agent who took it is free again. */
  leave(): void;
}

export function waitForAgent(
  { router }: Centre,
  call: CallContext,
  queue: QueueResource,
  taken: () => void,
): AgentWait {
  let agent: Agent | undefined;
  const { contact } = call;
  const place = router.enter(contact, queue.arn, {
    taken(by) {
      agent = by;
      call.trace.add({ kind: "life", ...call.mark, what: "offered", detail: by.username });
      taken();
    },
    missed(by) {
      call.trace.add({ kind: "life", ...call.mark, what: "missed", detail: by.username });
    },
  });
  return {
    get agent() {
      return agent;
    },
    leave() {
      place.leave();
      if (agent?.state === "busy") router.setState(agent, "available");
    },
  };
}

/**
 * A flow that comes to its end goes on with the Loop prompts that it interrupted (administrator
 * guide, end-flow-resume). One that interrupted none leaves the caller in the queue, in silence.
 */
async function queueFlow(
  centre: Centre,
  call: CallContext,
  interruption: Interruption,
): Promise<Exit> {
  const { world } = centre;
  const { contact } = call;
  const flow = hookFlow(centre, contact, "CustomerQueue");
  const run = flow && new FlowRun({ world, call, contact, flow, interruption });
  let exit: Exit = run ? await runFlow(run) : { to: "end" };
  while (run?.interrupted !== undefined && exit.to === "end") {
    exit = await runFlow(run, run.interrupted);
  }
  if (exit.to !== "end") return exit;
  return interruption.wait<Exit>(world.clock, () => () => {});
}
