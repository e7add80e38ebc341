import * as v from "valibot";

/**
 * A job's id: the platform chooses it, and it stands in a path, where dots alone would lead
 * elsewhere, and in the metadata of an object. A lone surrogate could be written in neither.
 */
export const ExportJobId: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/[^.]/),
  v.regex(/^\P{Surrogate}*$/u),
  v.maxBytes(256),
);

export const EXPORT_JOB_ID_FORM = "must be a text of at most 256 bytes that is not only dots";
