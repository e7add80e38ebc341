import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/**
 * The reconciliation table: one item per dialogue. This file and `reconciliation.asl.json` alone
 * name its attributes. Times are ISO 8601 UTC, except `TTL` (epoch seconds).
 */
export const RECONCILIATIONS = {
  partitionKey: "PK",
  sortKey: "SK",
  ttl: "TTL",
  dialogGroupId: "dialogGroupId",
  callId: "callId",
  originalTimestamp: "originalTimestamp",
  retryAttempt: "retryAttempt",
  execution: "sfExecutionId",
  status: "reconciliationStatus",
  lastUpdated: "lastUpdated",
  exportJob: "exportJobId",
  exportJobStatus: "exportJobStatus",
  pollingIteration: "pollingIteration",
  totalPollingAttempts: "totalPollingAttempts",
  exportCreatedAt: "exportCreatedAt",
  exportCompletedAt: "exportCompletedAt",
  lastPolledAt: "lastPolledAt",
  completedAt: "completedAt",
  failedAt: "failedAt",
  failureReason: "failureReason",
  errorDetails: "errorDetails",
  unknownStatus: "unknownStatus",
  deadLetterAt: "deadLetterAt",
  metadata: "metadata",
  statusIndex: "StatusIndex",
} as const;

/** The table's name unless a deployment says otherwise. */
export const RECONCILIATION_TABLE_NAME = "ReconciliationTable";

/** How long an item is kept after its last attempt began. */
export const ITEM_LIFETIME_SECONDS: number = 90 * 86_400;

/** What the last job, failure or completion left behind: a new attempt begins without it. */
export const OF_ONE_ATTEMPT = [
  "exportJob",
  "exportJobStatus",
  "pollingIteration",
  "totalPollingAttempts",
  "exportCreatedAt",
  "exportCompletedAt",
  "lastPolledAt",
  "completedAt",
  "failedAt",
  "failureReason",
  "errorDetails",
  "unknownStatus",
  "deadLetterAt",
  "metadata",
] as const satisfies readonly (keyof typeof RECONCILIATIONS)[];

export const RECONCILIATION_STATUSES = [
  "IN_PROGRESS",
  "COMPLETED",
  "FAILED_EXPORT_ERROR",
  "FAILED_MAX_RETRIES",
  "FAILED_OCP_API_ERROR",
  "FAILED_UNKNOWN_STATUS",
  "FAILED_PARALLEL_ERROR",
  "FAILED_DOWNLOAD_TIMEOUT",
  "FAILED_UNEXPECTED_ERROR",
  "FAILED_TIMED_OUT",
  "FAILED_ABORTED",
] as const;

export type ReconciliationStatus = (typeof RECONCILIATION_STATUSES)[number];

/** An item. What is undefined is not there (yet), or has no place in this outcome. */
export interface Reconciliation {
  readonly dialogGroupId: string;
  readonly callId: string;
  readonly originalTimestamp: string;
  readonly retryAttempt: number;
  /** ARN of the execution that alone may write the item. */
  readonly executionArn: string;
  readonly status: string;
  readonly lastUpdated: string;
  readonly exportJobId: string | undefined;
  readonly exportJobStatus: string | undefined;
  readonly pollingIteration: number | undefined;
  readonly totalPollingAttempts: number | undefined;
  readonly exportCreatedAt: string | undefined;
  readonly exportCompletedAt: string | undefined;
  readonly lastPolledAt: string | undefined;
  readonly completedAt: string | undefined;
  readonly failedAt: string | undefined;
  readonly failureReason: string | undefined;
  /** JSON text. */
  readonly errorDetails: string | undefined;
  readonly unknownStatus: string | undefined;
  /** When the watchdog knew of a failure that its dead letter was sent. */
  readonly deadLetterAt: string | undefined;
  /** JSON text of `{metadata, filePath, bytes}`. */
  readonly metadata: string | undefined;
  /** Epoch seconds. */
  readonly ttl: number;
}

export function reconciliationKey(dialogGroupId: string): Record<string, { S: string }> {
  return {
    [RECONCILIATIONS.partitionKey]: { S: `CALL#${dialogGroupId}` },
    [RECONCILIATIONS.sortKey]: { S: "RECONCILIATION" },
  };
}

export function readReconciliation(item: Readonly<Record<string, AttributeValue>>): Reconciliation {
  const text = (name: keyof typeof RECONCILIATIONS) => item[RECONCILIATIONS[name]]?.S;
  const number = (name: keyof typeof RECONCILIATIONS) => {
    const digits = item[RECONCILIATIONS[name]]?.N;
    return digits === undefined ? undefined : Number(digits);
  };
  return {
    dialogGroupId: text("dialogGroupId") ?? "",
    callId: text("callId") ?? "",
    originalTimestamp: text("originalTimestamp") ?? "",
    retryAttempt: number("retryAttempt") ?? 0,
    executionArn: text("execution") ?? "",
    status: text("status") ?? "",
    lastUpdated: text("lastUpdated") ?? "",
    exportJobId: text("exportJob"),
    exportJobStatus: text("exportJobStatus"),
    pollingIteration: number("pollingIteration"),
    totalPollingAttempts: number("totalPollingAttempts"),
    exportCreatedAt: text("exportCreatedAt"),
    exportCompletedAt: text("exportCompletedAt"),
    lastPolledAt: text("lastPolledAt"),
    completedAt: text("completedAt"),
    failedAt: text("failedAt"),
    failureReason: text("failureReason"),
    errorDetails: text("errorDetails"),
    unknownStatus: text("unknownStatus"),
    deadLetterAt: text("deadLetterAt"),
    metadata: text("metadata"),
    ttl: number("ttl") ?? 0,
  };
}
