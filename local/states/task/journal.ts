import type { StateFailure } from "../failure.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Scope } from "../scope.ts";
import type { FunctionResource, Resource, ServiceResource } from "./resource.ts";

/** The limits of one try, in seconds; absent ones are not in force. */
export interface Limits {
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
}

/** Records one try of a task, in the event types of its kind of resource. */
export interface Journal {
  scheduled(args: Json, limits: Limits): void;
  started(): void;
  submitted(answer: Json): void;
  succeeded(output: Json): void;
  failed(failure: StateFailure): void;
  timedOut(failure: StateFailure): void;
}

export function journalOf(scope: Scope, resource: Resource): Journal {
  return resource.kind === "function"
    ? functionJournal(scope, resource)
    : serviceJournal(scope, resource);
}

/** AWS calls a function named by its ARN a Lambda function, and everything else a task. */
function functionJournal(scope: Scope, resource: FunctionResource): Journal {
  return {
    scheduled: (input, { timeout }) =>
      scope.record("LambdaFunctionScheduled", {
        input,
        resource: resource.arn,
        ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
      }),
    started: () => scope.record("LambdaFunctionStarted"),
    submitted: () => {},
    succeeded: (output) => scope.record("LambdaFunctionSucceeded", { output }),
    failed: (failure) => scope.record("LambdaFunctionFailed", failure.details()),
    timedOut: (failure) => scope.record("LambdaFunctionTimedOut", failure.details()),
  };
}

function serviceJournal(scope: Scope, resource: ServiceResource): Journal {
  const suffix = resource.waitsForToken ? ".waitForTaskToken" : "";
  const about = { resource: `${resource.action}${suffix}`, resourceType: resource.service };
  const record = (type: string, details: JsonObject = {}) =>
    scope.record(type, { ...details, ...about });
  return {
    scheduled: (parameters, { timeout, heartbeat }) =>
      record("TaskScheduled", {
        parameters,
        region: scope.host.region,
        ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
        ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
      }),
    started: () => record("TaskStarted"),
    submitted: (output) => record("TaskSubmitted", { output }),
    succeeded: (output) => record("TaskSucceeded", { output }),
    failed: (failure) => record("TaskFailed", failure.details()),
    timedOut: (failure) => record("TaskTimedOut", failure.details()),
  };
}
