import * as v from "valibot";
import { type Declared, flag, number, readProperties } from "./properties.ts";
import { Place } from "./template-error.ts";

/** A Lambda event source mapping: a stream or queue whose records a function receives in batches. */
export interface MappingDescription {
  readonly logicalId: string;
  readonly sourceArn: string;
  /** Name of a function of this template. */
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  readonly bisectBatchOnFunctionError: boolean;
  /** Absent: without end. */
  readonly maximumRetryAttempts?: number;
  /** Absent: as long as the stream keeps it. */
  readonly maximumRecordAgeSeconds?: number;
  readonly reportBatchItemFailures: boolean;
  readonly parallelizationFactor: number;
  readonly startingPosition?: "LATEST" | "TRIM_HORIZON";
  readonly onFailureArn?: string;
  /** How many batches of a queue may be with the function at once. */
  readonly maximumConcurrency?: number;
}

const schema = v.strictObject({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  Enabled: v.optional(flag, true),
  BatchSize: v.optional(number),
  MaximumBatchingWindowInSeconds: v.optional(number, 0),
  BisectBatchOnFunctionError: v.optional(flag, false),
  MaximumRetryAttempts: v.optional(number, -1),
  MaximumRecordAgeInSeconds: v.optional(number, -1),
  FunctionResponseTypes: v.optional(v.array(v.literal("ReportBatchItemFailures")), []),
  ParallelizationFactor: v.optional(number, 1),
  StartingPosition: v.optional(v.picklist(["LATEST", "TRIM_HORIZON"])),
  DestinationConfig: v.optional(
    v.strictObject({ OnFailure: v.optional(v.strictObject({ Destination: v.string() })) }),
    {},
  ),
  ScalingConfig: v.optional(v.strictObject({ MaximumConcurrency: v.optional(number) }), {}),
});

const INDIFFERENT = ["KmsKeyArn", "LoggingConfig", "MetricsConfig", "Tags"];

/** Without BatchSize (Lambda API reference, CreateEventSourceMapping). */
const QUEUE_BATCH_SIZE = 10;
const STREAM_BATCH_SIZE = 100;
/** A larger batch of a queue's messages needs a window in which to gather (same page, BatchSize). */
const QUEUE_BATCH_SIZE_WITHOUT_WINDOW = 10;

/** @param functionNames the functions of this template */
export function readMapping(
  declared: Declared,
  functionNames: ReadonlySet<string>,
): MappingDescription {
  const { logicalId } = declared;
  const properties = readProperties(declared, schema, INDIFFERENT);
  const functionName = properties.FunctionName.replace(/^arn:.*:function:/, "");
  if (!functionNames.has(functionName)) {
    throw new Place(logicalId, "FunctionName").error(
      `expected a function of this template, got ${properties.FunctionName}.`,
    );
  }
  const isQueue = properties.EventSourceArn.split(":")[2] === "sqs";
  const batchSize = properties.BatchSize ?? (isQueue ? QUEUE_BATCH_SIZE : STREAM_BATCH_SIZE);
  const windowSeconds = properties.MaximumBatchingWindowInSeconds;
  if (isQueue && batchSize > QUEUE_BATCH_SIZE_WITHOUT_WINDOW && windowSeconds < 1) {
    throw new Place(logicalId, "BatchSize").error(
      `more than ${QUEUE_BATCH_SIZE_WITHOUT_WINDOW} messages need a MaximumBatchingWindowInSeconds of at least 1.`,
    );
  }
  const { MaximumConcurrency: maximumConcurrency } = properties.ScalingConfig;
  const retries = properties.MaximumRetryAttempts;
  const age = properties.MaximumRecordAgeInSeconds;
  const onFailure = properties.DestinationConfig.OnFailure;
  return {
    logicalId,
    sourceArn: properties.EventSourceArn,
    functionName,
    enabled: properties.Enabled,
    batchSize,
    maximumBatchingWindowSeconds: windowSeconds,
    bisectBatchOnFunctionError: properties.BisectBatchOnFunctionError,
    ...(retries >= 0 && { maximumRetryAttempts: retries }),
    ...(age >= 0 && { maximumRecordAgeSeconds: age }),
    reportBatchItemFailures: properties.FunctionResponseTypes.length > 0,
    parallelizationFactor: properties.ParallelizationFactor,
    ...(properties.StartingPosition && { startingPosition: properties.StartingPosition }),
    ...(onFailure && { onFailureArn: onFailure.Destination }),
    ...(maximumConcurrency !== undefined && { maximumConcurrency }),
  };
}
