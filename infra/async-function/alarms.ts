import {
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_lambda as lambda,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type AlarmProps, Alarms } from "../alarms.ts";
import { FIVE_MINUTES, outcomeMetric, sumOf } from "../metrics.ts";
import { quarterFailedAlarm, throttleAlarm } from "../standard-alarms.ts";

const AN_HOUR = Duration.hours(1);

export function asyncFunctionAlarms(
  scope: Construct,
  props: AlarmProps,
  watched: {
    readonly function: lambda.Function;
    readonly stateMachine: stepfunctions.StateMachine;
  },
): readonly cloudwatch.Alarm[] {
  const alarms = new Alarms(scope, "async-function", props);
  answerAlarms(alarms, watched.function);
  machineAlarms(alarms, watched.stateMachine);
  return alarms.all;
}

function answerAlarms(alarms: Alarms, handler: lambda.Function): void {
  const outcome = (name: string) => outcomeMetric("async-function", name);
  // A ValueError is an answer: it sends the flow to its Error branch, and has alarms of its own. It
  // is counted as an error and as an outcome, not always in the same period: hence a long one, and two.
  alarms.add("errors", "Calls to the function crashed or ran out of time.", {
    threshold: 2,
    metric: new cloudwatch.MathExpression({
      expression: "errors - FILL(exceeded, 0) - FILL(invalid, 0)",
      usingMetrics: {
        errors: handler.metricErrors(),
        exceeded: outcome("AsyncCountExceeded"),
        invalid: outcome("AsyncCountInvalid"),
      },
      period: Duration.minutes(15),
    }),
  });
  throttleAlarm(alarms, "throttles", handler);
  // The client has tried three times, or for 4 s, before it gives up, so one is no accident of the network.
  alarms.add("start-failed", "A look-up could not be started.", {
    metric: outcome("AsyncStartFailed"),
  });
  // The flow asks again, which mends one that failed.
  alarms.add("poll-failed", "Flows could not be told how far their look-ups are.", {
    metric: outcome("AsyncPollFailed"),
    threshold: 3,
  });
  // A flow's mistake concerns every caller of that flow, so one is enough.
  alarms.add("flow-mistake", "A flow sends parameters that the function refuses.", {
    metric: sumOf(
      [
        "AsyncCountInvalid",
        "AsyncContactInvalid",
        "AsyncExecutionRefused",
        "AsyncExecutionNotFound",
        "AsyncInputTooLarge",
      ].map(outcome),
    ),
  });
  alarms.add("result-too-large", "A result was too large for a flow; the caller went without.", {
    metric: outcome("AsyncResultTooLarge"),
  });
  // One caller may meet the one slow look-up of the day; three in an hour meet a slow system.
  alarms.add("waited-in-vain", "Callers waited longer than their flow allows.", {
    metric: outcomeMetric("async-function", "AsyncCountExceeded", AN_HOUR),
    threshold: 3,
  });
}

function machineAlarms(alarms: Alarms, machine: stepfunctions.StateMachine): void {
  // The wrapped function may well fail for one caller (no such account), so a share is watched.
  quarterFailedAlarm(alarms, "look-ups", machine);
  // The caller is long gone, and something is stuck that should have ended by itself.
  alarms.add("executions-timed-out", "A look-up was still running at its time limit.", {
    metric: machine.metricTimedOut({ period: FIVE_MINUTES, statistic: "Sum" }),
  });
}
