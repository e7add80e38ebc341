import { ServiceError } from "../../aws/service.ts";
import { describe, summarise } from "../description.ts";
import type { StatesEngine } from "../engine.ts";
import type { Execution } from "../execution.ts";
import { onTheWire } from "../history.ts";
import type { Json } from "../json.ts";
import { page } from "../page.ts";
import {
  checkedName,
  invalid,
  optionalText,
  parsedData,
  type Request,
  requiredArn,
} from "../request.ts";
import { requiredMachine } from "./machines.ts";

type Answer = Record<string, unknown>;

/**
 * Starts an execution. The same name and input while it runs are the same execution; a name closed
 * less than 90 days ago is refused.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function startExecution(engine: StatesEngine, request: Request): Answer {
  const machine = requiredMachine(engine, request);
  const given = optionalText(request, "name");
  const input = parsedInput(optionalText(request, "input") ?? "{}");
  const name = given === undefined ? engine.freshName() : checkedName(given);
  const arn = engine.arnOf(machine, name);
  const known = given === undefined ? undefined : engine.executions.find(arn);
  if (known?.status === "RUNNING" && JSON.stringify(known.input) === JSON.stringify(input)) {
    return { executionArn: arn, startDate: known.startedAt / 1_000 };
  }
  if (known?.status === "RUNNING" || engine.executions.wasUsed(arn, engine.clock.now())) {
    throw new ServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  }
  const started = engine.start(machine, name, input);
  return { executionArn: arn, startDate: started.startedAt / 1_000 };
}

export function describeExecution(engine: StatesEngine, request: Request): Answer {
  return describe(requiredExecution(engine, request));
}

export function getExecutionHistory(engine: StatesEngine, request: Request): Answer {
  const { events } = requiredExecution(engine, request).history;
  const ordered = request["reverseOrder"] === true ? events.toReversed() : events;
  const { items, next } = page(ordered, request, "events", ({ id }) => `${id}`);
  const includeData = request["includeExecutionData"] !== false;
  return { events: items.map((event) => onTheWire(event, includeData)), ...next };
}

export function listExecutions(engine: StatesEngine, request: Request): Answer {
  const machine = requiredMachine(engine, request);
  const status = optionalText(request, "statusFilter");
  if (status !== undefined && !STATUSES.includes(status)) {
    throw invalid(
      `Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${STATUSES.join(", ")}]`,
    );
  }
  const matching = engine.executions
    .list()
    .filter((execution) => execution.identity.machineArn === machine.arn)
    .filter((execution) => status === undefined || execution.status === status);
  const { items, next } = page(matching, request, "executions", ({ identity }) => identity.arn);
  return { executions: items.map(summarise), ...next };
}

/** Stopping what has already ended changes nothing and answers when it ended. */
export function stopExecution(engine: StatesEngine, request: Request): Answer {
  const execution = requiredExecution(engine, request);
  execution.stop(optionalText(request, "error"), optionalText(request, "cause"));
  return { stopDate: (execution.stoppedAt ?? engine.clock.now()) / 1_000 };
}

export function unknownExecution(arn: string): ServiceError {
  return new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

const STATUSES: readonly string[] = [
  ...["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"],
];

/** @throws ServiceError InvalidArn, ExecutionDoesNotExist */
function requiredExecution(engine: StatesEngine, request: Request): Execution {
  const arn = requiredArn(request, "executionArn", "execution");
  const found = engine.executions.find(arn);
  if (found) return found;
  throw unknownExecution(arn);
}

function parsedInput(text: string): Json {
  const refuse = (message: string) =>
    new ServiceError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${message}'`,
    );
  if (text === "") throw refuse("Invalid execution input.");
  return parsedData(text, "input", refuse);
}
