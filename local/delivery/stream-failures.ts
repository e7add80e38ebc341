import { createHash, randomUUID } from "node:crypto";
import type { MappingDescription } from "../template/mapping.ts";
import { kinesisEvent } from "./kinesis-record.ts";
import type { DiscardedBatch } from "./kinesis-shard-reader.ts";
import { DeliveryRefusedError } from "./refused.ts";

export interface FailureDestinations {
  readonly region: string;
  readonly account: string;
  readonly clock: { now(): number };
  /** Sends a message to a queue. */
  readonly send: (queueArn: string, body: string) => Promise<unknown> | unknown;
  /** Writes an object into a bucket. */
  readonly putObject: (bucketArn: string, key: string, body: string) => Promise<unknown> | unknown;
}

type HandOver = (batch: DiscardedBatch) => Promise<void>;

/**
 * What hands a mapping's discarded records to its failure destination: a bucket gets all of them, a
 * queue only where they are in the stream. Source: developer guide, "Retain discarded batch records
 * for a Kinesis Data Streams event source".
 * @throws DeliveryRefusedError for another destination
 */
export function failureDestination(
  { logicalId, sourceArn, onFailureArn }: MappingDescription,
  options: FailureDestinations,
): HandOver {
  const { clock, send, putObject } = options;
  if (onFailureArn === undefined) return async () => {};
  const record = (batch: DiscardedBatch) => failureRecord(sourceArn, batch, options);
  switch (onFailureArn.split(":")[2]) {
    case "s3":
      return async (batch) => {
        const payload = JSON.stringify(kinesisEvent(sourceArn, batch.records));
        const key = failureKey(logicalId, batch.records[0]?.shardId ?? "", clock.now());
        await putObject(onFailureArn, key, JSON.stringify({ ...record(batch), payload }));
      };
    case "sqs":
      return async (batch) => {
        await send(onFailureArn, JSON.stringify(record(batch)));
      };
    default:
      throw new DeliveryRefusedError(
        logicalId,
        `its discarded records go to ${onFailureArn}, which is neither a bucket nor a queue.`,
      );
  }
}

function failureRecord(
  streamArn: string,
  batch: DiscardedBatch,
  options: FailureDestinations,
): object {
  const { region, account, clock } = options;
  const { records, invocations, last: failed } = batch;
  const [first, last] = [records[0], records.at(-1)];
  return {
    requestContext: {
      requestId: failed?.requestId ?? randomUUID(),
      functionArn: `arn:aws:lambda:${region}:${account}:function:${batch.functionName}`,
      condition: batch.reason,
      approximateInvokeCount: invocations,
    },
    ...(failed && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: failed.functionError ?? null,
      },
    }),
    version: "1.0",
    timestamp: iso(clock.now()),
    KinesisBatchInfo: {
      shardId: first?.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: iso(first?.arrivedAt ?? 0),
      approximateArrivalOfLastRecord: iso(last?.arrivedAt ?? 0),
      batchSize: records.length,
      streamArn,
    },
  };
}

/** `aws/lambda/<ESM-UUID>/<shardID>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<Random UUID>` */
function failureKey(mappingId: string, shardId: string, now: number): string {
  const at = iso(now);
  const day = at.slice(0, 10).replaceAll("-", "/");
  const second = at.slice(0, 19).replaceAll(":", ".");
  return `aws/lambda/${mappingUuid(mappingId)}/${shardId}/${day}/${second}-${randomUUID()}`;
}

/** Lambda makes one up; here it follows from the mapping, so that it is the same at every start. */
function mappingUuid(mappingId: string): string {
  const hex = createHash("sha256").update(mappingId).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
