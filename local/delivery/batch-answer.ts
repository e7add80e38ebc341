import * as v from "valibot";
import type { KinesisRecord } from "./kinesis-record.ts";

const Answer = v.nullish(
  v.object({
    batchItemFailures: v.nullish(
      v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) })),
    ),
  }),
);

/**
 * Where Lambda goes on after a function answered with `ReportBatchItemFailures`: the position of the
 * first record that failed, or undefined when none did. An answer that cannot be understood, or that
 * names a record which is not in the batch, fails the whole batch (developer guide, "Configuring
 * partial batch response with Kinesis Data Streams").
 *
 * @param payload JSON text
 */
export function firstFailure(
  payload: string,
  records: readonly KinesisRecord[],
): number | undefined {
  const answer = v.safeParse(Answer, JSON.parse(payload));
  if (!answer.success) return 0;
  const failures = answer.output?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const positions = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ sequenceNumber }) => sequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...positions));
}
