import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { summarize } from "./errors.ts";

/** Ids that may stand in a log line. No telephone number, attribute value, digit, URL or token. */
export interface Identifiers {
  readonly contactId?: string;
  readonly dialogGroupId?: string;
  readonly executionName?: string;
  readonly eventId?: string;
}

/**
 * What became of the work: one structured log line and one metric each, dimensioned by the system
 * and never by contact (a contact id as a dimension would be one paid metric per call).
 */
export interface Outcomes {
  record(outcome: string, identifiers?: Identifiers): void;
  /** An outcome somebody may have to act on: logged as an error, with the error's name only. */
  failed(outcome: string, error: unknown, identifiers?: Identifiers): void;
  /** Writes the metrics of this invocation. */
  publish(): void;
}

export type SystemName =
  | "callbacks"
  | "trackers"
  | "async-function"
  | "recordings"
  | "reconciliation";

export const METRIC_NAMESPACE = "Linekeeper";

/** @param system the metric dimension `service`, and the `service` of every log line */
export function outcomesOf(system: SystemName): Outcomes {
  const logger = new Logger({ serviceName: system });
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: system });
  // Powertools warns of an invocation without metrics; one that found nothing to do has none.
  let noted = false;
  const note = (outcome: string): void => {
    metrics.addMetric(outcome, MetricUnit.Count, 1);
    noted = true;
  };
  return {
    record(outcome, identifiers) {
      logger.info(outcome, { ...identifiers });
      note(outcome);
    },
    failed(outcome, error, identifiers) {
      logger.error(outcome, { ...identifiers, ...summarize(error) });
      note(outcome);
    },
    publish() {
      if (noted) metrics.publishStoredMetrics();
      noted = false;
    },
  };
}
