import { StateFailure } from "../failure.ts";
import type { Fields } from "../fields.ts";
import type { Behaviour } from "../state.ts";
import { BOOLEAN, type Typed } from "../template.ts";
import type { Leaving } from "../visit.ts";

interface Rule extends Leaving {
  readonly condition: Typed<boolean>;
}

/** Goes where the first true condition points, or to the Default. */
export function readChoice(fields: Fields): Behaviour {
  const rules = fields.list("Choices").map(readRule);
  if (rules.length === 0) fields.refuse("Choices", "expected at least one rule");
  const otherwise = {
    output: fields.template("Output"),
    assign: fields.assign(),
    next: fields.has("Default") ? fields.target("Default") : undefined,
  };
  return async (visit) => {
    for (const rule of rules) {
      if (await visit.typed(rule.condition)) return visit.leave(rule, visit.input);
    }
    if (otherwise.next !== undefined) return visit.leave(otherwise, visit.input);
    throw new StateFailure(
      "States.NoChoiceMatched",
      `No choice rule of the state '${visit.name}' matched, and it has no Default`,
    );
  };
}

function readRule(entry: Fields): Rule {
  const condition = entry.typed("Condition", BOOLEAN);
  if (!condition) return entry.refuse("Condition", "is required");
  const rule = {
    condition,
    output: entry.template("Output"),
    assign: entry.assign(),
    next: entry.target("Next"),
  };
  entry.end();
  return rule;
}
