import type { Fields } from "../fields.ts";
import type { Behaviour } from "../state.ts";

/** Hands its input on, or its Output. */
export function readPass(fields: Fields): Behaviour {
  const leaving = {
    output: fields.template("Output"),
    assign: fields.assign(),
    next: fields.next(),
  };
  return (visit) => visit.leave(leaving, visit.input);
}
