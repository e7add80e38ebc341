import * as v from "valibot";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * A time as Connect writes it (ISO 8601, UTC, with or without milliseconds), as epoch milliseconds:
 * ISO texts of mixed precision sort wrongly.
 */
export const Timestamp: v.GenericSchema<unknown, number> = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && !isTime(dataset.value)) addIssue({ expected: "an ISO 8601 time" });
  }),
  v.transform((text) => Date.parse(text)),
);

/** The form alone would let the 45th of a month pass. */
function isTime(text: string): boolean {
  return ISO_TIME.test(text) && !Number.isNaN(Date.parse(text));
}
