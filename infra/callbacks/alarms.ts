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
  eventsDroppedAlarm,
  failuresLostAlarm,
} from "../standard-alarms.ts";

export function callbackAlarms(
  scope: Construct,
  props: AlarmProps,
  watched: {
    readonly setFunction: lambda.Function;
    readonly clearFunction: lambda.Function;
    readonly cancelFunction: lambda.Function;
    readonly releaseFunction: lambda.Function;
    readonly mapping: lambda.EventSourceMapping;
    readonly poisonQueue: sqs.Queue;
    readonly onFailureQueue: sqs.Queue;
  },
): readonly cloudwatch.Alarm[] {
  const { setFunction, clearFunction, releaseFunction, mapping } = watched;
  const alarms = new Alarms(scope, "callbacks", props);
  callerFacingAlarms(alarms, "set", setFunction);
  callerFacingAlarms(alarms, "clear", clearFunction);
  callerFacingAlarms(alarms, "cancel", watched.cancelFunction);
  // The client has tried three times, or for 4 s, before it gives up, so one is no accident of the network.
  alarms.add("set-failed", "A callback could not be claimed; the caller was offered it anyway.", {
    metric: outcomeMetric("callbacks", "CallbackSetFailed"),
  });
  alarms.add("clear-failed", "A claim could not be taken back; its number stays blocked.", {
    metric: outcomeMetric("callbacks", "CallbackClearFailed"),
  });
  alarms.add("cancel-failed", "A callback could not be cancelled; the caller is still called.", {
    metric: outcomeMetric("callbacks", "CallbackCancelFailed"),
  });
  backgroundErrorAlarm(alarms, "release", releaseFunction);
  contactRecordAlarms(alarms, "callbacks", releaseFunction, mapping);
  failuresLostAlarm(alarms, releaseFunction);
  eventsDroppedAlarm(alarms, releaseFunction);
  deadEndAlarm(
    alarms,
    "on-failure-queue",
    "Contact events failed in every attempt.",
    watched.onFailureQueue,
  );
  deadEndAlarm(
    alarms,
    "poison-queue",
    "Events or records could not be parsed.",
    watched.poisonQueue,
  );
  return alarms.all;
}
