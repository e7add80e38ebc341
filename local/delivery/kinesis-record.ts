/** A record of a stream's shard. */
export interface KinesisRecord {
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** Base64. */
  readonly data: string;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
}

/** The event a function receives (developer guide, "Process Amazon Kinesis Data Streams records"). */
export function kinesisEvent(streamArn: string, records: readonly KinesisRecord[]): object {
  const [, , , awsRegion = "", account = ""] = streamArn.split(":");
  return {
    Records: records.map((record) => ({
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: record.data,
        approximateArrivalTimestamp: record.arrivedAt / 1_000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${record.shardId}:${record.sequenceNumber}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: `arn:aws:iam::${account}:role/lambda-role`,
      awsRegion,
      eventSourceARN: streamArn,
    })),
  };
}
