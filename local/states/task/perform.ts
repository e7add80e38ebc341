import { alarm } from "../alarm.ts";
import { detached } from "../detached.ts";
import { runtimeFailure, StateFailure, TaskTimeout } from "../failure.ts";
import { type Json, NotJsonError, plain } from "../json.ts";
import type { Visit } from "../visit.ts";
import { callResource } from "./call.ts";
import type { Journal, Limits } from "./journal.ts";
import type { Resource } from "./resource.ts";

/**
 * One call of a resource, within its limits.
 * @returns its result: for a task that waits for a token, what came with the token
 * @throws StateFailure of the task, `States.Timeout` among them
 * @throws Cancelled
 */
export function perform(
  visit: Visit,
  resource: Resource,
  args: Json,
  limits: Limits,
  journal: Journal,
): Promise<Json> {
  const { host, cancellation } = visit.scope;
  const settled = cancellation.race<Json>((resolve, reject) => {
    const undo = [limit(visit, limits.timeout, () => reject(new TaskTimeout()))];
    let answered = resolve;
    const token = visit.taskToken;
    if (token !== undefined) {
      host.tokens.open(token, { succeed: resolve, fail: reject }, limits.heartbeat);
      undo.push(() => host.tokens.close(token));
      // The answer only says that somebody has the token now; too late it says nothing at all.
      answered = (answer) => {
        journal.submitted(answer);
        if (host.integrations.answersTokens) resolve(answer);
      };
      undo.push(() => {
        answered = () => {};
      });
    }
    // An activity of its own: when the limit strikes first, the branch goes on while it still runs.
    detached(host.clock, `task ${visit.name}`, () =>
      callResource(host.integrations, resource, args),
    ).then(
      (answer) => settleWith(answer, (json) => answered(json), reject),
      (error) => reject(asFailure(error)),
    );
    return () => {
      for (const step of undo) step();
    };
  });
  return host.clock.waiting(settled);
}

function limit(visit: Visit, seconds: number | undefined, fire: () => void): () => void {
  if (seconds === undefined) return () => {};
  const { clock } = visit.scope.host;
  return alarm(clock, clock.now() + 1_000 * seconds, fire);
}

function settleWith(
  answer: unknown,
  resolve: (answer: Json) => void,
  reject: (failure: StateFailure) => void,
): void {
  try {
    resolve(plain(answer ?? null));
  } catch (error) {
    reject(asFailure(error));
  }
}

/** Anything but a TaskFailure is a fault of the integration: loud, and beyond every Catch. */
function asFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof NotJsonError) return runtimeFailure(`The task's answer is no JSON: ${said}`);
  return runtimeFailure(`The task's integration broke: ${said}`);
}
