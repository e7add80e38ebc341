import type {
  aws_cloudwatch as cloudwatch,
  aws_lambda as lambda,
  aws_sqs as sqs,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type AlarmProps, Alarms } from "../alarms.ts";
import { outcomeMetric } from "../metrics.ts";
import {
  backgroundErrorAlarm,
  callerFacingAlarms,
  contactRecordAlarms,
  deadEndAlarm,
  failuresLostAlarm,
} from "../standard-alarms.ts";

export function trackerAlarms(
  scope: Construct,
  props: AlarmProps,
  watched: {
    readonly checkFunction: lambda.Function;
    readonly recordFunction: lambda.Function;
    readonly mapping: lambda.EventSourceMapping;
    readonly poisonQueue: sqs.Queue;
  },
): readonly cloudwatch.Alarm[] {
  const { checkFunction, recordFunction, mapping, poisonQueue } = watched;
  const alarms = new Alarms(scope, "trackers", props);
  callerFacingAlarms(alarms, "check", checkFunction);
  // The client has tried three times, or for 4 s, before it gives up, so one is no accident of the network.
  alarms.add("check-failed", "A caller was not asked whether to go on where they were.", {
    metric: outcomeMetric("trackers", "TrackerCheckFailed"),
  });
  // A flow's mistake concerns every caller of that flow, so one is enough.
  alarms.add("flow-mistake", "A flow asks for an action that does not exist.", {
    metric: outcomeMetric("trackers", "TrackerActionUnknown"),
  });
  backgroundErrorAlarm(alarms, "record", recordFunction);
  contactRecordAlarms(alarms, "trackers", recordFunction, mapping);
  failuresLostAlarm(alarms, recordFunction);
  // Nothing was stored, but the flow holds a clear card number in an attribute: one is one too many.
  alarms.add("sensitive-value-dropped", "A contact attribute held what looks like a card number.", {
    metric: outcomeMetric("trackers", "SensitiveValueDropped"),
  });
  alarms.add("too-large", "A task has more data than a flow can be told; it cannot be resumed.", {
    metric: outcomeMetric("trackers", "TrackerTooLarge"),
  });
  deadEndAlarm(alarms, "poison-queue", "Contact records could not be parsed.", poisonQueue);
  return alarms.all;
}
