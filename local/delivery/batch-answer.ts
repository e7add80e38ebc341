import * as v from "valibot";
import type { KinesisRecord } from "./kinesis-record.ts";

const Answer = v.nullish(
  v.object({
    batchItemFailures: v.nullish(
      v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) })),
    ),
  }),
);

/** The identifiers that the answer reports; undefined for one that cannot be understood. */
function reported(payload: string): readonly string[] | undefined {
  const answer = v.safeParse(Answer, JSON.parse(payload));
  if (!answer.success) return undefined;
  return (answer.output?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
}

/**
 * Which messages of a queue failed, by their ids. An answer that cannot be understood, or that names
 * a message which is not in the batch, fails the whole batch (developer guide, "Handling errors for
 * an SQS event source in Lambda").
 *
 * @param payload JSON text
 */
export function failedMessages(payload: string, ids: readonly string[]): ReadonlySet<string> {
  const failures = reported(payload);
  const understood = failures?.every((id) => ids.includes(id)) ?? false;
  return new Set(understood ? failures : ids);
}

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
  const failures = reported(payload);
  if (failures === undefined) return 0;
  if (failures.length === 0) return undefined;
  const positions = failures.map((identifier) =>
    records.findIndex(({ sequenceNumber }) => sequenceNumber === identifier),
  );
  return Math.max(0, Math.min(...positions));
}
