import { attempt, readHandlers } from "../attempts.ts";
import { dataLimitExceeded, StateFailure } from "../failure.ts";
import type { Fields } from "../fields.ts";
import { exceedsDataLimit, isObject, type Json } from "../json.ts";
import type { Behaviour } from "../state.ts";
import { unknownArgument } from "../task/call.ts";
import { type Journal, journalOf, type Limits } from "../task/journal.ts";
import { perform } from "../task/perform.ts";
import { parseResource, type Resource, waitsForToken } from "../task/resource.ts";
import { type Template, type Typed, wholeNumber } from "../template.ts";
import type { Visit } from "../visit.ts";

/** The default and the maximum of both limits. At the default no limit is in force. */
const LONGEST = 99_999_999;

interface Task {
  readonly resource: Resource;
  readonly args: Template | undefined;
  readonly timeout: Typed<number> | undefined;
  readonly heartbeat: Typed<number> | undefined;
}

/** Calls something outside. */
export function readTask(fields: Fields): Behaviour {
  const task = readCall(fields);
  const handlers = readHandlers(fields);
  const leaving = {
    output: fields.template("Output", "result"),
    assign: fields.assign("result"),
    next: fields.next(),
  };
  return (visit) =>
    attempt(visit, handlers, async () => {
      const result = await tryOnce(task, visit);
      return visit.leave(leaving, result, { result });
    });
}

function readCall(fields: Fields): Task {
  const resource = parseResource(fields.requiredText("Resource"));
  if (typeof resource === "string") return fields.refuse("Resource", resource);
  const limits = wholeNumber(1, LONGEST);
  const task = {
    resource,
    args: fields.template("Arguments"),
    timeout: fields.typed("TimeoutSeconds", limits),
    heartbeat: fields.typed("HeartbeatSeconds", limits),
  };
  checkHeartbeat(fields, resource);
  if (resource.kind === "service" && resource.service === "lambda") checkInvoke(fields);
  return task;
}

function checkHeartbeat(fields: Fields, resource: Resource): void {
  const heartbeat = fields.json("HeartbeatSeconds");
  if (heartbeat === undefined) return;
  if (!waitsForToken(resource)) {
    fields.refuse("HeartbeatSeconds", "only a task that waits for a token can send a heartbeat");
  }
  const timeout = fields.json("TimeoutSeconds") ?? LONGEST;
  if (typeof heartbeat !== "number" || typeof timeout !== "number" || heartbeat < timeout) return;
  fields.refuse("HeartbeatSeconds", `must be smaller than TimeoutSeconds, which is ${timeout}`);
}

/** What Arguments that are no expression as a whole can be seen to lack. */
function checkInvoke(fields: Fields): void {
  const args = fields.json("Arguments");
  if (!isObject(args)) return;
  const unknown = unknownArgument(args);
  if (unknown !== undefined) {
    fields.refuse(
      `Arguments/${unknown}`,
      "is not an argument of lambda:invoke that this engine has",
    );
  }
  if (!Object.hasOwn(args, "FunctionName")) {
    fields.refuse("Arguments/FunctionName", "is required by lambda:invoke");
  }
}

async function tryOnce(task: Task, visit: Visit): Promise<Json> {
  const { resource } = task;
  const { host } = visit.scope;
  visit.taskToken = waitsForToken(resource) ? host.tokens.mint(host.random) : undefined;
  const args = task.args ? await visit.evaluateHandedIn(task.args) : visit.input;
  const limits: Limits = {
    timeout: task.timeout && (await visit.typed(task.timeout)),
    heartbeat: task.heartbeat && (await visit.typed(task.heartbeat)),
  };
  const journal = journalOf(visit.scope, resource);
  journal.scheduled(args, limits);
  journal.started();
  try {
    const result = await perform(visit, resource, args, limits, journal);
    checkSize(resource, result);
    journal.succeeded(result);
    return result;
  } catch (error) {
    if (error instanceof StateFailure) recordFailure(journal, error);
    throw error;
  }
}

/** Recorded on AWS: a result that is too large is the task's failure, and States.ALL catches it. */
function checkSize(resource: Resource, result: Json): void {
  if (!exceedsDataLimit(result)) return;
  throw dataLimitExceeded(resource.kind === "function" ? resource.arn : resource.service, true);
}

function recordFailure(journal: Journal, failure: StateFailure): void {
  if (failure.error === "States.Timeout") journal.timedOut(failure);
  else journal.failed(failure);
}
