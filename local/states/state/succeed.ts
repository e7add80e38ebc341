import type { Fields } from "../fields.ts";
import type { Behaviour } from "../state.ts";

/** Ends its flow with success. */
export function readSucceed(fields: Fields): Behaviour {
  const leaving = { output: fields.template("Output"), assign: undefined, next: undefined };
  return (visit) => visit.leave(leaving, visit.input);
}
