import type { Clock } from "../aws/clock.ts";
import type { Identifiers, Outcomes } from "../aws/outcomes.ts";
import { type FlowAnswer, fitsAnswer } from "../connect/flow-answer.ts";
import { parseFlowEvent } from "../connect/flow-event.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { type Counting, countCall, ValueError } from "./counting.ts";
import { ownExecution } from "./execution-name.ts";
import { flatten } from "./flatten.ts";
import { isPassing, type Polled, pollExecution } from "./poll.ts";
import { type AsyncRequest, flowParameters, parseAsyncRequest } from "./request.ts";
import { type Machine, startExecution } from "./start.ts";

type Room = Machine & { readonly clock: Clock; readonly outcomes: Outcomes };

/** The control keys of an answer that tell how far the execution is. */
interface Progress {
  readonly execution_id: string;
  readonly sfn_result: "" | "SUCCESS" | "FAILURE";
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly error: string;
}

type Answered = { readonly outcome: string; readonly progress: Progress; result?: FlowAnswer };

/**
 * Starts the wrapped function, or tells how far it is; the table of answers is in this room's README.
 * @throws ValueError, and nothing else
 */
export async function answerAsync(room: Room, event: unknown): Promise<FlowAnswer> {
  try {
    const counting = counted(room, event);
    const request = parsed(room, event);
    if (request === undefined) return { ...refused("INVALID_CONTACT"), ...counting };
    return request.executionId === undefined
      ? { ...(await answerStart(room, request)), ...counting }
      : await answerPoll(room, request, counting);
  } finally {
    room.outcomes.publish();
  }
}

function counted({ outcomes }: Room, event: unknown): Counting {
  try {
    return countCall(flowParameters(event));
  } catch (error) {
    const exceeded = error instanceof ValueError && error.exceeded;
    const outcome = exceeded ? "AsyncCountExceeded" : "AsyncCountInvalid";
    outcomes.failed(outcome, error, identified(event));
    throw error;
  }
}

/** Of an event that is refused before all of it is read. */
function identified(event: unknown): Identifiers {
  try {
    return { contactId: parseFlowEvent(event).contactId };
  } catch (error) {
    // It has no usable contact id either: then there is none to be logged.
    if (error instanceof InvalidInputError) return {};
    throw error;
  }
}

function parsed({ outcomes }: Room, event: unknown): AsyncRequest | undefined {
  try {
    return parseAsyncRequest(event);
  } catch (error) {
    outcomes.failed("AsyncContactInvalid", error);
    return undefined;
  }
}

async function answerStart(room: Room, request: AsyncRequest): Promise<Progress> {
  const { contactId } = request;
  try {
    const started = await startExecution(room, request);
    if (started.outcome === "too-large") {
      room.outcomes.record("AsyncInputTooLarge", { contactId });
      return refused("INPUT_TOO_LARGE");
    }
    const { executionId, executionName } = started;
    const outcome = started.outcome === "started" ? "AsyncStarted" : "AsyncAlreadyStarted";
    room.outcomes.record(outcome, { contactId, executionName });
    return running(executionId);
  } catch (error) {
    room.outcomes.failed("AsyncStartFailed", error, { contactId });
    return refused("START_FAILED");
  }
}

async function answerPoll(
  room: Room,
  { contactId, rootContactId, executionId }: AsyncRequest,
  counting: Counting,
): Promise<FlowAnswer> {
  const executionName = ownExecution(room.executionPrefix, rootContactId, executionId);
  if (executionName === undefined) {
    room.outcomes.record("AsyncExecutionRefused", { contactId });
    return { ...refused("INVALID_EXECUTION_ID"), ...counting };
  }
  const id = `${room.executionPrefix}${executionName}`;
  try {
    const polled = await pollExecution(room, id);
    const { outcome, progress, result } = told(id, polled);
    // Ours last, and of the result nothing rather than a part: the flow could not tell it is one.
    const answer = { ...result, ...progress, ...counting };
    const fits = fitsAnswer(answer);
    room.outcomes.record(fits ? outcome : "AsyncResultTooLarge", { contactId, executionName });
    return fits ? answer : { ...tooLarge(id, "SUCCEEDED"), ...counting };
  } catch (error) {
    room.outcomes.failed("AsyncPollFailed", error, { contactId, executionName });
    const progress = isPassing(error) ? running(id) : failed(id, "FAILED", "");
    return { ...progress, error: "POLL_FAILED", ...counting };
  }
}

function told(id: string, polled: Polled): Answered {
  switch (polled.status) {
    case "RUNNING":
      return { outcome: "AsyncRunning", progress: running(id) };
    case "SUCCEEDED": {
      const result = flatten(polled.output);
      if (!result) return { outcome: "AsyncResultTooLarge", progress: tooLarge(id, "SUCCEEDED") };
      const progress = { ...running(id), sfn_result: "SUCCESS", status: "SUCCEEDED" } as const;
      return { outcome: "AsyncSucceeded", progress, result };
    }
    case "UNKNOWN":
      return {
        outcome: "AsyncExecutionNotFound",
        progress: failed(id, "FAILED", "EXECUTION_NOT_FOUND"),
      };
    default:
      return polled.error === "States.DataLimitExceeded"
        ? { outcome: "AsyncResultTooLarge", progress: tooLarge(id, polled.status) }
        : { outcome: ENDS[polled.status], progress: failed(id, polled.status, polled.error) };
  }
}

const ENDS = {
  FAILED: "AsyncFailed",
  TIMED_OUT: "AsyncTimedOut",
  ABORTED: "AsyncAborted",
} as const;

function running(executionId: string): Progress {
  return { execution_id: executionId, sfn_result: "", status: "RUNNING", error: "" };
}

function failed(executionId: string, status: Progress["status"], error: string): Progress {
  return { execution_id: executionId, sfn_result: "FAILURE", status, error };
}

function tooLarge(executionId: string, status: Progress["status"]): Progress {
  return failed(executionId, status, "RESULT_TOO_LARGE");
}

/** Nothing was started or asked, so there is no execution to name. */
function refused(error: string): Progress {
  return failed("", "FAILED", error);
}
