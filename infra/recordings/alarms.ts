import {
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_lambda as lambda,
  type aws_sqs as sqs,
  type aws_stepfunctions as stepfunctions,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type AlarmProps, Alarms } from "../alarms.ts";
import { FIVE_MINUTES, outcomeMetric, sumOf } from "../metrics.ts";
import { backgroundErrorAlarm, deadEndAlarm } from "../standard-alarms.ts";

interface Watched {
  readonly flowLogFunction: lambda.Function;
  readonly contactEventFunction: lambda.Function;
  readonly objectCreatedFunction: lambda.Function;
  readonly sweepStartFunction: lambda.Function;
  readonly stateMachine: stepfunctions.StateMachine;
  readonly poisonQueue: sqs.Queue;
  readonly onFailureQueue: sqs.Queue;
}

export function recordingAlarms(
  scope: Construct,
  props: AlarmProps,
  watched: Watched,
): readonly cloudwatch.Alarm[] {
  const alarms = new Alarms(scope, "recordings", props);
  alarms.add("call-not-recorded", "An agent's call has no recording.", {
    metric: outcomeMetric("recordings", "CallNotRecorded"),
  });
  enrolmentAlarms(alarms);
  sweepAlarms(alarms, watched);
  hearingAlarms(alarms, watched);
  return alarms.all;
}

/** Of whom nobody watches nothing else tells. */
function enrolmentAlarms(alarms: Alarms): void {
  alarms.add("block-unclear", "A recording block asks for neither on nor off.", {
    metric: outcomeMetric("recordings", "RecordingBlockUnclear"),
  });
  // The subscription lets through what may be a recording block by its name.
  alarms.add(
    "block-unknown",
    "A block of the flow log may be a recording block, and is not known.",
    {
      metric: outcomeMetric("recordings", "LineSkipped"),
    },
  );
  const aDay = Duration.days(1);
  const heard = (outcome: string) => outcomeMetric("recordings", outcome, aDay);
  // Days, because agents have weekends, and lines take calls on them.
  alarms.add("none-watched", "Calls were heard of for three days, and not one is watched.", {
    metric: new cloudwatch.MathExpression({
      expression: "IF(kept >= 20 AND FILL(enrolled, 0) < 1, 1, 0)",
      usingMetrics: { kept: heard("EvidenceKept"), enrolled: heard("ContactEnrolled") },
      period: aDay,
    }),
    periods: 3,
  });
}

function sweepAlarms(alarms: Alarms, { sweepStartFunction, stateMachine }: Watched): void {
  // The same contact comes again after five minutes, then later and later.
  alarms.add("check-failed", "Checks of contacts failed three times within an hour.", {
    metric: outcomeMetric("recordings", "ContactCheckFailed", Duration.hours(1)),
    threshold: 3,
  });
  alarms.add("describe-throttled", "Connect has throttled the sweep for fifteen minutes.", {
    metric: outcomeMetric("recordings", "DescribeThrottled"),
    periods: 3,
  });
  alarms.add("sweep-unfinished", "Sweeps have left something due for half an hour.", {
    metric: outcomeMetric("recordings", "SweepUnfinished"),
    periods: 6,
  });
  alarms.add("contact-not-found", "Connect does not know a contact of the ledger.", {
    metric: outcomeMetric("recordings", "ContactNotFound"),
  });
  backgroundErrorAlarm(alarms, "sweep-start", sweepStartFunction);
  // What one leaves the next one does; so only what goes on needs a person.
  const period = Duration.minutes(30);
  const statistic = cloudwatch.Stats.SUM;
  alarms.add("executions-failed", "Three sweeps within half an hour did not come to their end.", {
    metric: sumOf(
      [
        stateMachine.metricFailed({ period, statistic }),
        stateMachine.metricTimedOut({ period, statistic }),
        stateMachine.metricAborted({ period, statistic }),
      ],
      period,
    ),
    threshold: 3,
  });
}

function hearingAlarms(alarms: Alarms, watched: Watched): void {
  const { flowLogFunction, contactEventFunction, objectCreatedFunction } = watched;
  backgroundErrorAlarm(alarms, "flow-log", flowLogFunction);
  backgroundErrorAlarm(alarms, "contact-event", contactEventFunction);
  backgroundErrorAlarm(alarms, "object-created", objectCreatedFunction);
  const asynchronous = [
    flowLogFunction,
    contactEventFunction,
    objectCreatedFunction,
    watched.sweepStartFunction,
  ];
  const together = (metricName: string) =>
    sumOf(
      asynchronous.map((one) =>
        one.metric(metricName, { period: FIVE_MINUTES, statistic: cloudwatch.Stats.SUM }),
      ),
    );
  alarms.add("failures-lost", "What was given up could not be kept for a person either.", {
    metric: together("DestinationDeliveryFailures"),
  });
  alarms.add("events-dropped", "Lambda gave events up, after every attempt or unseen.", {
    metric: together("AsyncEventsDropped"),
  });
  deadEndAlarm(
    alarms,
    "on-failure-queue",
    "Log lines or events failed in every attempt.",
    watched.onFailureQueue,
  );
  deadEndAlarm(
    alarms,
    "poison-queue",
    "Log lines or events could not be parsed.",
    watched.poisonQueue,
  );
}
