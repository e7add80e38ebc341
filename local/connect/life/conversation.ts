import type { CallContext } from "../flow/call-context.ts";
import { FlowRun } from "../flow/flow-run.ts";
import { Interrupted, Interruption } from "../flow/interruption.ts";
import { runFlow } from "../flow/run-flow.ts";
import type { Agent, Conversation } from "../queue/agent.ts";
import type { Centre } from "./centre.ts";
import { hookFlow } from "./hook-flow.ts";

/** Where the agent sent the customer. */
export interface Handover {
  readonly to: { readonly queue: string } | { readonly agent: string };
  /** ARN or id of a transfer flow that runs first. */
  readonly flow: string | undefined;
}

const TALKS_FOR_SECONDS = 60;

/**
 * The agent talks with the customer, until they hang up or hand over.
 * @throws Interrupted when the customer hangs up
 */
export async function converse(
  centre: Centre,
  call: CallContext,
  agent: Agent,
): Promise<Handover | undefined> {
  const { clock } = centre.world;
  const interruption = new Interruption(call.interruption);
  let handover: Handover | undefined;
  const conversation: Conversation = {
    contact: call.contact,
    talk: (seconds) => interruption.pause(clock, clock.now() + 1000 * seconds),
    hold: (seconds) => hold(centre, call, agent, seconds),
    transferToQueue: (queue, flow) => {
      handover = { to: { queue }, flow };
    },
    transferToAgent: (id, flow) => {
      handover = { to: { agent: id }, flow };
    },
  };
  const { behaviour } = agent;
  const talking = clock.start(`agent ${agent.username}`, () =>
    behaviour.talks ? behaviour.talks(conversation) : conversation.talk(TALKS_FOR_SECONDS),
  );
  // Where the call is over already nobody waits for the agent, who is interrupted all the same.
  talking.catch(() => {});
  await interruption.wait<void>(clock, (resolve, reject) => {
    talking.then(resolve, reject);
    return () => {};
  });
  return handover;
}

/** Both hear their hold flows for so long. */
async function hold(
  centre: Centre,
  call: CallContext,
  agent: Agent,
  seconds: number,
): Promise<void> {
  const { clock } = centre.world;
  const { contact } = call;
  const began = clock.now();
  const over = new Interruption(call.interruption);
  call.trace.add({ kind: "life", ...call.mark, what: "on hold" });
  call.tell((caller, line) => caller.moved?.({ name: "hold" }, line));
  const flows = [
    holdFlow(centre, call, agent, "customer", over),
    holdFlow(centre, call, agent, "agent", over),
  ];
  try {
    await over.pause(clock, began + 1000 * seconds);
    over.interrupt(new Interrupted("resumed"));
  } finally {
    contact.holds.push(clock.now() - began);
    await clock.waiting(Promise.all(flows));
  }
  call.trace.add({ kind: "life", ...call.mark, what: "off hold" });
  call.tell((caller, line) => caller.moved?.({ name: "agent", agent: agent.username }, line));
}

function holdFlow(
  centre: Centre,
  call: CallContext,
  agent: Agent,
  hearer: "customer" | "agent",
  interruption: Interruption,
): Promise<void> {
  const { world } = centre;
  const { contact } = call;
  const flow = hookFlow(centre, contact, hearer === "customer" ? "CustomerHold" : "AgentHold");
  if (flow === undefined) return Promise.resolve();
  const run = new FlowRun({ world, call, contact, flow, hearer, agent, interruption });
  return world.clock
    .start("hold flow", () => runFlow(run))
    .then(
      () => {},
      (error: unknown) => {
        // It ends by being interrupted; what is wrong with the flow ends the call.
        if (!(error instanceof Interrupted)) call.fail(error as Error);
      },
    );
}
