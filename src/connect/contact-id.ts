import * as v from "valibot";

/**
 * A contact id becomes a key and part of an execution's name. Connect's are UUIDs; the bound keeps
 * what is not an id out without insisting on their exact form.
 */
export const ContactId: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9-]{1,50}$/),
);
