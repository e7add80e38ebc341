import type { CallContext } from "../flow/call-context.ts";
import { Interrupted } from "../flow/interruption.ts";
import { CallTooLongError } from "../flow/problem.ts";
import { shortestLoop } from "../flow/progress.ts";
import { agentStage } from "./agent-stage.ts";
import type { Centre } from "./centre.ts";
import { endContact } from "./end-contact.ts";
import { flowStage } from "./flow-stage.ts";
import { queueStage } from "./queue-stage.ts";
import type { Stage } from "./stage.ts";

/** DisconnectReason by what broke the call off. */
const REASONS: Readonly<Record<string, string>> = {
  "hang-up": "CUSTOMER_DISCONNECT",
  stopped: "API",
  expired: "EXPIRED",
};

/**
 * Lives a call to its end, whatever ends it. Its contacts all end, too; what made it impossible to go
 * on is the call's `problem` then.
 */
export async function liveCall(
  centre: Centre,
  call: CallContext,
  begin: () => Promise<Stage> | Stage,
): Promise<void> {
  let reason: string;
  try {
    let stage = await begin();
    while (stage.in !== "end") stage = await next(centre, call, stage);
    reason = stage.reason;
  } catch (error) {
    const by = error instanceof Interrupted ? error.by : undefined;
    if (by === undefined) call.problem ??= error as Error;
    reason = REASONS[by ?? ""] ?? "OTHER";
  }
  call.over();
  endContact(centre, call, call.contact, reason);
}

function next(centre: Centre, call: CallContext, stage: Exclude<Stage, { in: "end" }>) {
  switch (stage.in) {
    case "flow":
      return flowStage(centre, call, stage.flow);
    case "queue":
      return queueStage(centre, call, stage.queue);
    case "agent":
      return agentStage(centre, call, stage.agent);
  }
}

/** Actions to look for a loop in: a flow has no more than half as many. */
const LATEST = 500;

/** A call that never ends would keep a driven clock going for ever. */
export function limitCall({ world, settings }: Centre, call: CallContext): void {
  const seconds = settings.longestCallSeconds;
  const timer = world.clock.at(world.clock.now() + 1000 * seconds, () => {
    const { path } = call.trace;
    const last = path.at(-1);
    const where = last ? `at "${last.identifier}" of flow "${last.flow}"` : "in no flow yet";
    const latest = path.slice(-LATEST).map(({ flow, identifier }) => `${flow}: ${identifier}`);
    call.fail(new CallTooLongError(seconds, where, shortestLoop(latest) ?? []));
  });
  call.interruption.onInterrupt(() => timer.cancel());
}
