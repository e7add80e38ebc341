import { aws_cloudwatch as cloudwatch } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { SystemName } from "../src/aws/outcomes.ts";

/** How a system's alarms are called and whom they call. */
export interface AlarmProps {
  /**
   * What every alarm does when it goes off and when it is over.
   * @default nothing: it only shows
   */
  readonly alarmAction?: cloudwatch.IAlarmAction;
  /**
   * What the alarms' names begin with. Give another where an account has the system twice.
   * @default "linekeeper-<system>"; for the async function its function's name
   */
  readonly alarmNamePrefix?: string;
}

export interface AlarmCondition {
  readonly metric: cloudwatch.IMetric;
  /** Goes off at this value or above. @default 1 */
  readonly threshold?: number;
  /** For so many periods of the metric in a row. @default 1 */
  readonly periods?: number;
}

/** The alarms of one system. Each has a section in docs/operations.md, which a test holds. */
export class Alarms extends Construct {
  readonly #system: SystemName;
  readonly #prefix: string;
  readonly #action: cloudwatch.IAlarmAction | undefined;
  readonly #all: cloudwatch.Alarm[] = [];

  constructor(scope: Construct, system: SystemName, props: AlarmProps) {
    super(scope, "Alarms");
    this.#system = system;
    this.#prefix = props.alarmNamePrefix ?? `linekeeper-${system}`;
    this.#action = props.alarmAction;
  }

  get all(): readonly cloudwatch.Alarm[] {
    return this.#all;
  }

  /**
   * @param what the end of the alarm's name, and of its anchor in docs/operations.md
   * @param meaning one sentence for whoever is called
   */
  add(what: string, meaning: string, { metric, threshold = 1, periods = 1 }: AlarmCondition): void {
    const alarm = new cloudwatch.Alarm(this, what, {
      alarmName: `${this.#prefix}-${what}`,
      alarmDescription: `${meaning} What to do: docs/operations.md#linekeeper-${this.#system}-${what}`,
      metric,
      threshold,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      // Quiet hours send no data.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    if (this.#action) {
      alarm.addAlarmAction(this.#action);
      alarm.addOkAction(this.#action);
    }
    this.#all.push(alarm);
  }
}
