import {
  aws_applicationautoscaling as autoscaling,
  aws_cloudwatch as cloudwatch,
  Duration,
  type aws_sqs as sqs,
} from "aws-cdk-lib";
import { Construct } from "constructs";

/** Waiting downloads at which one more worker comes: twice what a worker takes at once. */
const ONE_MORE_AT = 8;
/** Minutes that a download waits, be it the only one, until one more comes: others keep those there are busy. */
const LONG_WAIT = 3;
/** Waiting downloads at which all come. */
const ALL_AT = 40;
/** Minutes without any download after which the additional workers go. */
const QUIET_MINUTES = 15;
/** Seconds in which a worker that was called comes: image, start, first poll. */
const COMING = 180;

interface WorkerScalingProps {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly downloads: sqs.Queue;
  readonly minimumWorkers: number;
  readonly maximumWorkers: number;
}

/**
 * As many workers as there is to download. More come while downloads wait, many or for long; they go
 * when nothing is being downloaded any more, so that no download is cut off by it.
 */
export class WorkerScaling extends Construct {
  readonly #target: autoscaling.CfnScalableTarget;

  constructor(scope: Construct, id: string, props: WorkerScalingProps) {
    super(scope, id);
    const { downloads, minimumWorkers, maximumWorkers } = props;
    this.#target = new autoscaling.CfnScalableTarget(this, "Target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: minimumWorkers,
      maxCapacity: maximumWorkers,
    });
    const period = { period: Duration.minutes(1), statistic: cloudwatch.Stats.MAXIMUM };
    const waiting = downloads.metricApproximateNumberOfMessagesVisible(period);
    const inWork = downloads.metricApproximateNumberOfMessagesNotVisible(period);
    // Where none runs, the first download calls one.
    const threshold = minimumWorkers === 0 ? 1 : ONE_MORE_AT;
    this.#scale("More", {
      metric: waiting,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      steps: {
        adjustmentType: "ChangeInCapacity",
        cooldown: COMING,
        // Bounds count from the threshold.
        stepAdjustments: [
          {
            metricIntervalLowerBound: 0,
            metricIntervalUpperBound: ALL_AT - threshold,
            scalingAdjustment: 1,
          },
          { metricIntervalLowerBound: ALL_AT - threshold, scalingAdjustment: maximumWorkers },
        ],
      },
    });
    if (minimumWorkers > 0) {
      this.#scale("Late", {
        metric: waiting,
        threshold: 1,
        evaluationPeriods: LONG_WAIT,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        steps: {
          adjustmentType: "ChangeInCapacity",
          cooldown: COMING,
          stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
        },
      });
    }
    this.#scale("Fewer", {
      metric: new cloudwatch.MathExpression({
        expression: "waiting + inWork",
        usingMetrics: { waiting, inWork },
        period: Duration.minutes(1),
      }),
      threshold: 0,
      evaluationPeriods: QUIET_MINUTES,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      steps: {
        adjustmentType: "ExactCapacity",
        stepAdjustments: [{ metricIntervalUpperBound: 0, scalingAdjustment: minimumWorkers }],
      },
    });
  }

  /** An alarm that calls nobody, and what it does to the service. */
  #scale(
    id: string,
    {
      steps,
      ...alarmProps
    }: cloudwatch.AlarmProps & {
      readonly steps: autoscaling.CfnScalingPolicy.StepScalingPolicyConfigurationProperty;
    },
  ): void {
    const policy = new autoscaling.CfnScalingPolicy(this, `${id}Policy`, {
      policyName: id,
      policyType: "StepScaling",
      scalingTargetId: this.#target.ref,
      stepScalingPolicyConfiguration: { metricAggregationType: "Maximum", ...steps },
    });
    const alarm = new cloudwatch.Alarm(this, id, {
      ...alarmProps,
      alarmDescription: "Scales the download workers. In alarm is no trouble.",
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: policy.ref }) });
  }
}
