import { StateFailure } from "../failure.ts";
import type { Fields } from "../fields.ts";
import type { Behaviour } from "../state.ts";
import { STRING } from "../template.ts";

/** Ends its flow with a failure; a Fail state is never left, so it has no Exited event. */
export function readFail(fields: Fields): Behaviour {
  const error = fields.typed("Error", STRING);
  const cause = fields.typed("Cause", STRING);
  return async (visit) => {
    throw new StateFailure(
      error && (await visit.typed(error)),
      cause && (await visit.typed(cause)),
    );
  };
}
