import { table } from "../cli/terminal/table.ts";
import { contactRecordOf } from "../local/connect/contact-record.ts";
import { LOCAL_INSTANCE, type LocalStack } from "../local/stack.ts";
import { trackerRecorder } from "../local/story/callers/flow-functions.ts";
import { aContact, withStack } from "./bench-stack.ts";

const RECORDS = 2_000;

/** How many contact records a second go through the tracker function, by the size of the batch? */
export function contactRecords(): Promise<string> {
  return withStack(async (stack) => {
    const name = trackerRecorder(stack.description);
    await batch(stack, name, 100, 0);
    const rows: string[][] = [];
    let first = 0;
    for (const size of [1, 5, 10, 25, 50, 100]) {
      const began = performance.now();
      for (let done = 0; done < RECORDS; done += size) {
        first += size;
        await batch(stack, name, size, 1_000 + first);
      }
      const perSecond = RECORDS / ((performance.now() - began) / 1000);
      const single = Number(rows[0]?.[1] ?? perSecond);
      rows.push([String(size), perSecond.toFixed(0), (perSecond / single).toFixed(2)]);
    }
    return table(["records a batch", "records a second", "times a batch of 1"], rows);
  });
}

async function batch(stack: LocalStack, name: string, size: number, from: number): Promise<void> {
  const Records = Array.from({ length: size }, (_, index) => {
    const contact = aContact(stack, from + index);
    Object.assign(contact.attributes, { active_task_tracker: "1", active_task: "make_payment" });
    contact.disconnect("CUSTOMER_DISCONNECT");
    const record = contactRecordOf(contact, LOCAL_INSTANCE, stack.clock.now());
    return {
      eventID: `shardId-000000000000:${from + index}`,
      eventSource: "aws:kinesis",
      kinesis: {
        data: Buffer.from(JSON.stringify(record)).toString("base64"),
        partitionKey: contact.contactId,
        sequenceNumber: String(from + index),
        kinesisSchemaVersion: "1.0",
        approximateArrivalTimestamp: stack.clock.now() / 1000,
      },
    };
  });
  const { payload, functionError } = await stack.invoke(name, JSON.stringify({ Records }));
  const { batchItemFailures } = JSON.parse(payload) as { batchItemFailures?: unknown[] };
  if (functionError || batchItemFailures?.length !== 0)
    throw new Error(`the batch failed: ${payload}`);
}
