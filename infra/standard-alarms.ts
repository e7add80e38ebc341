import {
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { SystemName } from "../src/aws/outcomes.ts";
import type { Alarms } from "./alarms.ts";
import { FIVE_MINUTES, mappingMetric, outcomeMetric, sumOf } from "./metrics.ts";

/**
 * Alarms of a function that answers callers. It turns every failure into an answer, so one error
 * means that it could not even start or ran out of time; one throttle is one caller turned away.
 */
export function callerFacingAlarms(alarms: Alarms, what: string, handler: lambda.Function): void {
  alarms.add(`${what}-errors`, "Calls to the function crashed or ran out of time.", {
    metric: handler.metricErrors({ period: FIVE_MINUTES }),
  });
  throttleAlarm(alarms, `${what}-throttles`, handler);
}

export function throttleAlarm(alarms: Alarms, what: string, handler: lambda.Function): void {
  alarms.add(what, "Lambda turned callers away for want of concurrency.", {
    metric: handler.metricThrottles({ period: FIVE_MINUTES }),
  });
}

/**
 * Alarm on the errors of a function that nobody waits for. Its work is repeated, so only what goes on
 * for fifteen minutes needs a person; what repeating could not help is in a queue or bucket.
 */
export function backgroundErrorAlarm(alarms: Alarms, what: string, handler: lambda.Function): void {
  alarms.add(`${what}-errors`, "The function has been failing for fifteen minutes.", {
    metric: handler.metricErrors({ period: FIVE_MINUTES }),
    periods: 3,
  });
}

/** Alarms of a function that reads contact records. */
export function contactRecordAlarms(
  alarms: Alarms,
  system: SystemName,
  handler: lambda.Function,
  mapping: lambda.EventSourceMapping,
): void {
  // Reported item failures are no errors of the function, so they need an alarm of their own.
  alarms.add("records-failing", "Contact records have been failing for fifteen minutes.", {
    metric: outcomeMetric(system, "RecordFailed"),
    periods: 3,
  });
  // A record takes a minute or two to reach the stream; a caller who was cut off calls again within
  // minutes. Ten minutes late is too late for most.
  alarms.add("records-late", "Contact records are read more than ten minutes late.", {
    metric: handler.metric("IteratorAge", {
      period: FIVE_MINUTES,
      statistic: cloudwatch.Stats.MAXIMUM,
    }),
    threshold: Duration.minutes(10).toMilliseconds(),
  });
  alarms.add("records-given-up", "Contact records were given up; they are in the bucket.", {
    metric: sumOf([
      mappingMetric(mapping, "OnFailureDestinationDeliveredEventCount"),
      mappingMetric(mapping, "DroppedEventCount"),
    ]),
  });
}

/** Alarm on asynchronous events that Lambda gave up, after every attempt or unseen. */
export function eventsDroppedAlarm(alarms: Alarms, handler: lambda.Function): void {
  alarms.add("events-dropped", "Lambda gave events up, after every attempt or unseen.", {
    metric: handler.metric("AsyncEventsDropped", { period: FIVE_MINUTES, statistic: "Sum" }),
  });
}

/**
 * Alarm on what was given up and could not be kept either: on-failure queue or bucket refused it
 * (Lambda developer guide, monitoring-metrics-types: asynchronous invocations and stream mappings).
 */
export function failuresLostAlarm(alarms: Alarms, handler: lambda.Function): void {
  alarms.add("failures-lost", "What was given up could not be kept for a person either.", {
    metric: handler.metric("DestinationDeliveryFailures", {
      period: FIVE_MINUTES,
      statistic: cloudwatch.Stats.SUM,
    }),
  });
}

/** Alarm on a machine of whose executions many fail: by the hour, and not under three. */
export function quarterFailedAlarm(
  alarms: Alarms,
  executions: string,
  machine: stepfunctions.StateMachine,
): void {
  alarms.add("executions-failed", `A quarter of the last hour's ${executions} failed.`, {
    metric: new cloudwatch.MathExpression({
      expression: "IF(failed >= 3, 100 * failed / (failed + FILL(succeeded, 0)), 0)",
      usingMetrics: {
        failed: machine.metricFailed({ statistic: "Sum" }),
        succeeded: machine.metricSucceeded({ statistic: "Sum" }),
      },
      period: Duration.hours(1),
    }),
    threshold: 25,
  });
}

/** Alarm on a queue that should be empty. */
export function deadEndAlarm(
  alarms: Alarms,
  what: string,
  meaning: string,
  queue: sqs.Queue,
): void {
  alarms.add(what, meaning, {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: FIVE_MINUTES,
      statistic: cloudwatch.Stats.MAXIMUM,
    }),
  });
}
