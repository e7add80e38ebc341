import {
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type AlarmProps, Alarms } from "../alarms.ts";
import { FIVE_MINUTES, outcomeMetric } from "../metrics.ts";
import {
  backgroundErrorAlarm,
  deadEndAlarm,
  eventsDroppedAlarm,
  failuresLostAlarm,
  quarterFailedAlarm,
} from "../standard-alarms.ts";
import type { WorkQueue } from "../work-queue.ts";
import type { RequestQueue } from "./props.ts";
import type { ReconciliationWorkers } from "./workers.ts";

const AN_HOUR = Duration.hours(1);

interface Watched {
  readonly triggerFunction: lambda.Function;
  readonly watchdogFunction: lambda.Function;
  readonly stateMachine: stepfunctions.StateMachine;
  readonly requestQueue: RequestQueue;
  /** Absent where the queue is given: what becomes of its messages is its owner's affair. */
  readonly requestDeadLetterQueue: sqs.Queue | undefined;
  readonly poisonQueue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  readonly onFailureQueue: sqs.Queue;
  readonly downloads: WorkQueue;
  readonly workers: ReconciliationWorkers;
}

export function reconciliationAlarms(
  scope: Construct,
  props: AlarmProps,
  watched: Watched,
): readonly cloudwatch.Alarm[] {
  const alarms = new Alarms(scope, "reconciliation", props);
  deadEndAlarm(
    alarms,
    "dead-letters",
    "A recording could not be fetched.",
    watched.deadLetterQueue,
  );
  requestAlarms(alarms, watched);
  machineAlarms(alarms, watched.stateMachine);
  downloadAlarms(alarms, watched);
  watchdogAlarms(alarms, watched);
  return alarms.all;
}

function requestAlarms(alarms: Alarms, watched: Watched): void {
  const { triggerFunction, requestQueue, requestDeadLetterQueue } = watched;
  backgroundErrorAlarm(alarms, "trigger", triggerFunction);
  // Reported item failures are no errors of the function, so they need an alarm of their own.
  alarms.add("requests-failing", "Requests have been failing for fifteen minutes.", {
    metric: outcomeMetric("reconciliation", "ReconciliationStartFailed"),
    periods: 3,
  });
  // A request that fails comes again after six minutes.
  alarms.add("requests-late", "A request has been waiting for more than fifteen minutes.", {
    metric: requestQueue.metricApproximateAgeOfOldestMessage({
      period: FIVE_MINUTES,
      statistic: cloudwatch.Stats.MAXIMUM,
    }),
    threshold: Duration.minutes(15).toSeconds(),
  });
  if (requestDeadLetterQueue) {
    deadEndAlarm(
      alarms,
      "requests-dead",
      "Requests failed in every attempt.",
      requestDeadLetterQueue,
    );
  }
  deadEndAlarm(
    alarms,
    "poison-queue",
    "Requests or downloads could not be parsed.",
    watched.poisonQueue,
  );
}

function machineAlarms(alarms: Alarms, machine: stepfunctions.StateMachine): void {
  // Each that failed has a dead letter; many of them are the platform's trouble, not a recording's.
  quarterFailedAlarm(alarms, "recordings", machine);
  alarms.add("executions-timed-out", "A reconciliation was still running at its time limit.", {
    metric: machine.metricTimedOut({ period: FIVE_MINUTES, statistic: "Sum" }),
  });
  alarms.add("executions-aborted", "Somebody stopped a reconciliation.", {
    metric: machine.metricAborted({ period: FIVE_MINUTES, statistic: "Sum" }),
  });
}

function downloadAlarms(alarms: Alarms, { downloads, workers }: Watched): void {
  const period = { period: Duration.minutes(1), statistic: cloudwatch.Stats.MAXIMUM };
  // The age is that of downloads in work, too; so it counts only while one waits. A download that no
  // worker takes for ten minutes has lost its heartbeat.
  alarms.add("downloads-waiting", "A download has been waiting for five minutes.", {
    metric: new cloudwatch.MathExpression({
      expression: "IF(waiting > 0, age, 0)",
      usingMetrics: {
        age: downloads.queue.metricApproximateAgeOfOldestMessage(period),
        waiting: downloads.queue.metricApproximateNumberOfMessagesVisible(period),
      },
      period: Duration.minutes(1),
    }),
    threshold: Duration.minutes(5).toSeconds(),
  });
  deadEndAlarm(
    alarms,
    "downloads-dead",
    "Downloads were taken again and again, and never ended.",
    downloads.deadLetterQueue,
  );
  const tasks = (metricName: string) =>
    new cloudwatch.Metric({
      namespace: "ECS/ContainerInsights",
      metricName,
      dimensionsMap: { ClusterName: workers.clusterName, ServiceName: workers.serviceName },
      statistic: cloudwatch.Stats.MINIMUM,
      period: FIVE_MINUTES,
    });
  // One that is replaced is missing for a minute or two.
  alarms.add("workers-missing", "Fewer download workers run than should, for fifteen minutes.", {
    metric: new cloudwatch.MathExpression({
      expression: "desired - FILL(running, 0)",
      usingMetrics: { desired: tasks("DesiredTaskCount"), running: tasks("RunningTaskCount") },
      period: FIVE_MINUTES,
    }),
    periods: 3,
  });
}

function watchdogAlarms(alarms: Alarms, { watchdogFunction, onFailureQueue }: Watched): void {
  // Lambda tries an event three times within minutes; what is left of it then is in the queue.
  alarms.add("watchdog-errors", "The watchdog failed three times within an hour.", {
    metric: watchdogFunction.metricErrors({ period: AN_HOUR }),
    threshold: 3,
  });
  failuresLostAlarm(alarms, watchdogFunction);
  eventsDroppedAlarm(alarms, watchdogFunction);
  deadEndAlarm(
    alarms,
    "on-failure-queue",
    "The watchdog could not look into executions that ended.",
    onFailureQueue,
  );
}
