import { readErrorEquals } from "./error-equals.ts";
import type { StateFailure } from "./failure.ts";
import type { Fields } from "./fields.ts";
import type { Leaving, Step, Visit } from "./visit.ts";

/** One entry of a state's `Catch`. */
export interface Catcher extends Leaving {
  readonly errorEquals: readonly string[];
}

export function readCatchers(fields: Fields): Catcher[] {
  const entries = fields.list("Catch");
  return entries.map((entry, index) => {
    const catcher = {
      errorEquals: readErrorEquals(entry, index === entries.length - 1),
      output: entry.template("Output", "errorOutput"),
      assign: entry.assign("errorOutput"),
      next: entry.target("Next"),
    };
    entry.end();
    return catcher;
  });
}

/** Leaves the state through the first catcher that names the failure, or throws the failure. */
export async function catchFailure(
  catchers: readonly Catcher[],
  failure: StateFailure,
  visit: Visit,
): Promise<Step> {
  const catcher = catchers.find(({ errorEquals }) => failure.matches(errorEquals));
  if (!catcher) throw failure;
  const errorOutput = failure.errorOutput();
  return visit.leave(catcher, errorOutput, { errorOutput });
}
