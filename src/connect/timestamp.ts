import * as v from "valibot";

/**
 * A time as Connect writes it (ISO 8601, UTC, with or without milliseconds), as epoch milliseconds:
 * ISO texts of mixed precision sort wrongly.
 */
export const Timestamp: v.GenericSchema<unknown, number> = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, "not an ISO 8601 time"),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite("not an ISO 8601 time"),
);
