import type { Caller } from "../caller/caller.ts";
import type { CallContext } from "../flow/call-context.ts";
import { FlowRun } from "../flow/flow-run.ts";
import { Interrupted, Interruption } from "../flow/interruption.ts";
import { runFlow } from "../flow/run-flow.ts";
import type { CallbackRequest } from "../flow/world.ts";
import type { QueueResource } from "../instance/resources.ts";
import type { Agent } from "../queue/agent.ts";
import { agentStage, whisper } from "./agent-stage.ts";
import { beginContact } from "./begin-contact.ts";
import type { Centre } from "./centre.ts";
import { defaultFlow } from "./default-flows.ts";
import { dial } from "./dial.ts";
import { endContact } from "./end-contact.ts";
import { hookFlow } from "./hook-flow.ts";
import { limitCall } from "./live-call.ts";
import { enqueue, waitForAgent } from "./queue-stage.ts";
import { endOf, type Stage } from "./stage.ts";

/** Thrown where the customer did not answer. */
class NotReached extends Error {
  override readonly name = "NotReached";
}

/**
 * A queued callback: waits its delay, waits for an agent, and dials the customer when one takes it.
 * Who does not answer is dialled again, as often as the flow wants
 * (https://docs.aws.amazon.com/connect/latest/adminguide/about-queued-callbacks.html).
 */
export async function callbackStage(
  centre: Centre,
  call: CallContext,
  request: CallbackRequest,
): Promise<Stage> {
  const begun = await delay(centre, call, request);
  if ("in" in begun) return begun;
  for (let attempt = 1; ; attempt += 1) {
    const agent = await queued(centre, call, begun);
    try {
      return await agentStage(centre, call, agent, () => reach(centre, call, agent, begun));
    } catch (error) {
      if (!(error instanceof NotReached)) throw error;
      if (attempt >= request.attempts) return { in: "end", reason: "OTHER" };
    }
    await tryAgain(centre, call, request);
  }
}

/** The initial delay; or, in its place, a flow of the callback's own, which queues it. */
async function delay(
  { world }: Centre,
  call: CallContext,
  request: CallbackRequest,
): Promise<QueueResource | Stage> {
  const { clock, resources } = world;
  const flow = request.creationFlow ? resources.flow(request.creationFlow) : undefined;
  if (flow === undefined) {
    await call.interruption.pause(clock, clock.now() + 1000 * request.initialDelaySeconds);
    return request.queue;
  }
  const exit = await runFlow(new FlowRun({ world, call, contact: call.contact, flow }));
  return exit.to === "queue" ? exit.queue : endOf(exit);
}

/** @throws Interrupted when it was stopped, or nobody took it for days */
async function queued(centre: Centre, call: CallContext, queue: QueueResource): Promise<Agent> {
  const { clock } = centre.world;
  enqueue(centre, call, queue);
  const waiting = new Interruption(call.interruption);
  const expiry = clock.at(clock.now() + 1000 * centre.settings.callbackExpirySeconds, () =>
    waiting.interrupt(new Interrupted("expired")),
  );
  let taken = () => {};
  const wait = waitForAgent(centre, call, queue, () => taken());
  try {
    if (wait.agent) return wait.agent;
    return await waiting.wait<Agent>(clock, (resolve) => {
      taken = () => wait.agent && resolve(wait.agent);
      return () => {};
    });
  } catch (error) {
    wait.leave();
    throw error;
  } finally {
    expiry.cancel();
  }
}

/** The agent hears who it is, the customer is dialled, and hears the outbound whisper flow. */
async function reach(
  centre: Centre,
  call: CallContext,
  agent: Agent,
  queue: QueueResource,
): Promise<void> {
  const { contact } = call;
  const { resources, emitter, instance } = centre.world;
  await whisper(centre, call, agent, "agent", hookFlow(centre, contact, "AgentWhisper"));
  const answered = await dial(centre, call, contact.customerAddress);
  if (typeof answered === "string") throw new NotReached(answered);
  contact.connectToSystem();
  emitter.event(contact, "CONNECTED_TO_SYSTEM");
  call.trace.add({ kind: "life", ...call.mark, what: "connected to system" });
  call.connect(answered.caller ?? ({} satisfies Caller));
  limitCall(centre, call);
  const own = queue.outboundWhisperFlow;
  const flow = own === undefined ? undefined : resources.flow(own);
  await whisper(
    centre,
    call,
    agent,
    "customer",
    flow ?? defaultFlow("Default outbound", instance.arn),
  );
}

async function tryAgain(
  centre: Centre,
  call: CallContext,
  request: CallbackRequest,
): Promise<void> {
  const { clock } = centre.world;
  const failed = call.contact;
  if (centre.settings.callbackAttempts === "new-contact") {
    const { customerAddress, systemAddress } = failed;
    beginContact(centre, call, {
      initiationMethod: "CALLBACK",
      customerAddress,
      systemAddress,
      previous: failed,
    });
    endContact(centre, call, failed, "OTHER");
  }
  await call.interruption.pause(clock, clock.now() + 1000 * request.retryDelaySeconds);
}
