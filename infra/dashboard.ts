import { aws_cloudwatch as cloudwatch, type aws_lambda as lambda } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { METRIC_NAMESPACE, type SystemName } from "../src/aws/outcomes.ts";
import { FIVE_MINUTES } from "./metrics.ts";

/** One row of the dashboard. */
export interface DashboardRow {
  readonly system: SystemName;
  readonly title: string;
  readonly alarms: readonly cloudwatch.IAlarm[];
  readonly functions: readonly lambda.IFunction[];
}

/** A row for each system: its alarms, what became of its work, and how long its functions took. */
export function dashboard(
  scope: Construct,
  id: string,
  dashboardName: string,
  rows: readonly DashboardRow[],
): cloudwatch.Dashboard {
  return new cloudwatch.Dashboard(scope, id, {
    dashboardName,
    widgets: rows.map(({ system, title, alarms, functions }) => [
      new cloudwatch.AlarmStatusWidget({ title, alarms: [...alarms], width: 8, height: 8 }),
      new cloudwatch.GraphWidget({
        title: "Outcomes",
        left: [outcomes(system)],
        width: 8,
        height: 8,
      }),
      new cloudwatch.GraphWidget({
        title: "Slowest of a hundred calls",
        left: functions.map((one) =>
          one.metricDuration({ statistic: "p99", period: FIVE_MINUTES }),
        ),
        width: 8,
        height: 8,
      }),
    ]),
  });
}

/** Every outcome of a system that was ever counted: a search, so that new ones appear by themselves. */
function outcomes(system: SystemName): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({
    expression: `SEARCH('{${METRIC_NAMESPACE},service} service="${system}"', 'Sum', ${FIVE_MINUTES.toSeconds()})`,
    label: "",
    period: FIVE_MINUTES,
  });
}
