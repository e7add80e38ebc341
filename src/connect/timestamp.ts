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

/** 1970-01-01T00:00:00.001Z stands in some records where there is no time. */
const PLACEHOLDERS_END = Date.UTC(1971, 0);

/** Epoch milliseconds; undefined where there is no time, or Connect's placeholder for none. */
export function realTime(at: number | null | undefined): number | undefined {
  return at != null && at > PLACEHOLDERS_END ? at : undefined;
}

/** The form alone would let the 45th of a month pass, and `Date.parse` makes a March of 30 February. */
function isTime(text: string): boolean {
  if (!ISO_TIME.test(text) || Number.isNaN(Date.parse(text))) return false;
  const written = text.slice(0, 19);
  return new Date(`${written}Z`).toISOString().startsWith(written);
}
