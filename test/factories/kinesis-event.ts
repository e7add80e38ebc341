import type { KinesisStreamEvent } from "aws-lambda";
import { ACCOUNT, REGION } from "./instance.ts";
import { MORNING } from "./time.ts";

const STREAM = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/contact-records`;
const SHARD = "shardId-000000000000";

/**
 * A batch as Lambda's Kinesis mapping delivers it. An item that is a text is put on the stream as it
 * is, whatever it holds; anything else as JSON. The same items get the same sequence numbers.
 */
export function aKinesisEvent(items: readonly unknown[]): KinesisStreamEvent {
  return {
    Records: items.map((item, index) => {
      const data = typeof item === "string" ? item : JSON.stringify(item);
      const sequenceNumber = sequenceNumberOf(index);
      return {
        kinesis: {
          kinesisSchemaVersion: "1.0",
          partitionKey: String(index),
          sequenceNumber,
          data: Buffer.from(data, "utf8").toString("base64"),
          approximateArrivalTimestamp: (MORNING + index) / 1000,
        },
        eventSource: "aws:kinesis",
        eventVersion: "1.0",
        eventID: `${SHARD}:${sequenceNumber}`,
        eventName: "aws:kinesis:record",
        invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/contact-records`,
        awsRegion: REGION,
        eventSourceARN: STREAM,
      };
    }),
  };
}

/** What `batchItemFailures` calls the item at this place of the batch. */
export function sequenceNumberOf(index: number): string {
  return `4959033827149025660855969253836157109592157598${String(index).padStart(10, "0")}`;
}
