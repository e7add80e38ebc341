import { aws_cloudwatch as cloudwatch, Duration, type aws_lambda as lambda } from "aws-cdk-lib";
import { METRIC_NAMESPACE, type SystemName } from "../src/aws/outcomes.ts";

export const FIVE_MINUTES: Duration = Duration.minutes(5);

/** How often something became of the work: the metric that `src/aws/outcomes.ts` writes. */
export function outcomeMetric(
  system: SystemName,
  outcome: string,
  period = FIVE_MINUTES,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: outcome,
    dimensionsMap: { service: system },
    statistic: cloudwatch.Stats.SUM,
    period,
  });
}

/** Several counts as one. A count that was never written is none. */
export function sumOf(
  metrics: readonly cloudwatch.IMetric[],
  period = FIVE_MINUTES,
): cloudwatch.MathExpression {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new cloudwatch.MathExpression({
    expression: named.map(([name]) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(named),
    period,
  });
}

/** A metric of a stream's mapping (Lambda developer guide, monitoring-metrics-types). */
export function mappingMetric(
  mapping: lambda.EventSourceMapping,
  metricName: string,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: "AWS/Lambda",
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
    statistic: cloudwatch.Stats.SUM,
    period: FIVE_MINUTES,
  });
}
