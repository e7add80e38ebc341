import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type {
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
} from "aws-lambda";
import { type ContactRecord, parseContactRecord } from "../connect/contact-record.ts";
import { InvalidInputError } from "../connect/invalid-input.ts";
import type { Outcomes } from "./outcomes.ts";
import type { PoisonQueue } from "./poison-queue.ts";

/**
 * Works on a batch of the contact record stream, never all-or-nothing: what can never be parsed goes
 * to the poison queue and is not reported, so that it blocks nothing; what failed is reported, so
 * that Lambda delivers it again; what is not a contact record is counted and skipped.
 */
export async function workOnContactRecords(
  batch: KinesisStreamEvent,
  room: { readonly outcomes: Outcomes; readonly poison: PoisonQueue },
  work: (record: ContactRecord) => Promise<void>,
): Promise<KinesisStreamBatchResponse> {
  const processor = new BatchProcessor(EventType.KinesisDataStreams);
  const one = async (item: KinesisStreamRecord): Promise<void> => {
    const eventId = item.eventID;
    let contactId: string | undefined;
    try {
      const record = parseContactRecord(decode(item.kinesis.data));
      if (record === undefined) return room.outcomes.record("NotAContactRecord", { eventId });
      contactId = record.contactId;
      await work(record);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) {
        room.outcomes.failed("RecordFailed", error, { eventId, ...(contactId && { contactId }) });
        throw error;
      }
      await room.poison.send(error.message, { eventId });
      room.outcomes.failed("RecordUnparseable", error, { eventId });
    }
  };
  return processPartialResponse(batch, one, processor, { throwOnFullBatchFailure: false });
}

function decode(data: string): unknown {
  try {
    return JSON.parse(Buffer.from(data, "base64").toString("utf8"));
  } catch {
    throw new InvalidInputError("record", "must be base64 of a JSON text");
  }
}
