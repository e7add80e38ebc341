import type {
  Observation,
  TestAction,
  TestEvent,
} from "../../connect/testing-language/test-case.ts";
import type { ActionDone, Observed } from "../call/observed.ts";
import type { TestCaseFile } from "../case-file.ts";
import type { Failure } from "../failure.ts";
import type { Played } from "../play.ts";
import { actionParameters, eventProperties, resourceParameters } from "./as-written.ts";

type Status = "PASSED" | "FAILED";

/** As Connect's ListTestCaseExecutionRecords has it; `Record` is a JSON text. */
export interface ExecutionRecord {
  readonly ObservationId?: string;
  readonly Status: Status;
  /** ISO 8601. */
  readonly Timestamp: string;
  readonly Record: string;
}

/** A test that was run, when and how. Times are epoch milliseconds. */
export interface Execution {
  readonly file: TestCaseFile;
  readonly played: Played;
  readonly failures: readonly Failure[];
  readonly began: number;
  readonly ended: number;
}

/** The records Connect would keep of this execution; their shapes are not documented. */
export function executionRecords(execution: Execution): readonly ExecutionRecord[] {
  const { played, began, ended, failures } = execution;
  const { script } = played.played;
  const failed = failures.length > 0;
  const { contactId } = played.call?.contacts[0] ?? {};
  return [
    record("PASSED", began, initiation(execution)),
    ...(contactId === undefined
      ? []
      : [record("PASSED", began, { Type: "EXECUTION_START", ContactId: contactId })]),
    ...script.observed.map((observed) => ({
      ...record(statusOf(observed), observed.at, observation(observed)),
      ObservationId: observed.observation.id,
    })),
    ...script.progress.unmet().map((unmet) => ({
      ...record("FAILED", ended, missed(unmet)),
      ObservationId: unmet.id,
    })),
    record(failed ? "FAILED" : "PASSED", ended, completion(execution)),
  ];
}

function record(Status: Status, at: number, content: object): ExecutionRecord {
  return { Status, Timestamp: new Date(at).toISOString(), Record: JSON.stringify(content) };
}

function initiation({ file: { test }, played }: Execution): object {
  const { type = "VOICE_CALL", flowId, destinationPhoneNumber } = test.entryPoint ?? {};
  return {
    Type: "INITIATION",
    EntryPoint: {
      Type: type,
      Parameters: {
        SourcePhoneNumber: played.from,
        ...(destinationPhoneNumber && { DestinationPhoneNumber: destinationPhoneNumber }),
        ...(flowId && { FlowId: flowId }),
      },
    },
  };
}

function statusOf({ actions }: Observed): Status {
  return actions.every(({ done }) => done) ? "PASSED" : "FAILED";
}

function observation(observed: Observed): object {
  const { observation: expected, occurred, score } = observed;
  return {
    Type: "OBSERVATION",
    Identifier: expected.id,
    Status: statusOf(observed),
    Event: eventOf(expected.event),
    ActualEvent: {
      Type: occurred.type,
      Properties: {
        ...(occurred.type === "MessageReceived" && { Text: occurred.heard.words[0] ?? "" }),
        ...("actionType" in occurred && {
          ActionType: occurred.actionType,
          ActionParameters: resourceParameters(occurred.actionType, occurred.resource),
        }),
        ...(score !== undefined && { Similarity: score }),
      },
    },
    ...usageOf(expected, 1),
    Actions: observed.actions.map(actionOf),
  };
}

function missed(expected: Observation): object {
  return {
    Type: "OBSERVATION",
    Identifier: expected.id,
    Status: "FAILED",
    Event: eventOf(expected.event),
    ...usageOf(expected, 0),
    Actions: [],
  };
}

function eventOf(event: TestEvent): object {
  return { Type: event.type, Properties: eventProperties(event) };
}

function usageOf({ usage }: Observation, times: number): object {
  return {
    ExpectedUsage: { Type: usage.type, Times: usage.times },
    ActualUsage: { Times: times },
  };
}

function actionOf({ action, done, actual, logged }: ActionDone): object {
  const expected = actionParameters(action);
  return {
    Type: (action satisfies TestAction).type,
    Status: done ? "PASSED" : "FAILED",
    ExpectedParameters: expected,
    ActualParameters: {
      ...expected,
      ...(actual !== undefined && { Namespace: actual }),
      ...(logged && { Values: logged }),
    },
  };
}

function completion({ file, played, failures, began, ended }: Execution): object {
  const total = file.test.observations.length;
  const { script } = played.played;
  const failed = script.progress.unmet().length;
  const met = new Set(script.observed.map((one) => one.observation.id)).size;
  return {
    Type: "COMPLETION",
    CompletionReason: reasonOf(played, failures),
    ExecutionSummary: {
      TotalObservations: total,
      PassedObservations: met,
      FailedObservations: failed,
      SkippedObservations: Math.max(0, total - met - failed),
      ExecutionDurationMs: ended - began,
    },
  };
}

const REASONS: Readonly<Record<Failure["about"], string>> = {
  observation: "OBSERVE_EVENT",
  assertion: "ASSERT",
  expectation: "EXPECTATION",
  unused: "UNUSED",
  call: "CALL",
  limit: "TIMEOUT",
};

function reasonOf({ call }: Played, failures: readonly Failure[]): object {
  const [first] = failures;
  if (first === undefined) return { Type: "SUCCESS", Message: "" };
  const reasons = failures.map(({ about }) => REASONS[about]);
  return {
    Type: reasons.includes(REASONS.limit) ? "TIMEOUT" : "FAILURE",
    Message: first.message,
    FailureReasons: call === undefined ? ["INITIALIZATION_FAILURE"] : [...new Set(reasons)],
  };
}
