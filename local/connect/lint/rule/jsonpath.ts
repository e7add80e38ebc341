import type { FlowAction } from "../../language/flow.ts";
import type { Path, Problem } from "../../language/problem.ts";
import { REFERENCE_ROOTS } from "../../language/reference-roots.ts";
import {
  type Reference,
  type ReferenceProblem,
  referenceProblem,
  referencesIn,
  textsIn,
} from "../../language/references.ts";
import type { Rule } from "../rule.ts";

/** `$Attributes.name`: the dot after the sign is missing. */
const WITHOUT_DOT = new RegExp(String.raw`\$(?:${Object.keys(REFERENCE_ROOTS).join("|")})\.\w`);

/** References to namespaces that Connect does not have: at run time they are empty, without an error. */
export const jsonpath: Rule = {
  id: "jsonpath",
  *check({ Actions }) {
    for (const [index, action] of Actions.entries()) {
      const told = new Set<string>();
      for (const { text, path } of texts(action, index)) {
        for (const reference of referencesIn(text)) {
          const problem = referenceProblem(reference);
          if (problem === undefined || told.has(problem.wrong)) continue;
          told.add(problem.wrong);
          yield described(problem, reference, path);
        }
        const slip = WITHOUT_DOT.exec(text)?.[0].slice(1, -2);
        if (slip === undefined) continue;
        const message = `$${slip} is read as plain text: the dot after $ is missing`;
        yield { severity: "error", path, message, advice: `Write $.${slip}.` };
      }
    }
  },
};

function* texts(action: FlowAction, index: number): Generator<{ text: string; path: Path }> {
  yield* textsIn(action.Parameters, ["Actions", index, "Parameters"]);
  for (const [at, { Condition }] of action.Transitions.Conditions.entries()) {
    const path = ["Actions", index, "Transitions", "Conditions", at, "Condition", "Operands"];
    yield* textsIn(Condition.Operands, path);
  }
}

function described(problem: ReferenceProblem, reference: Reference, path: Path): Problem {
  const { kind, wrong, meant } = problem;
  return {
    severity: kind === "typo" ? "error" : "warning",
    path,
    message: `Connect has no ${wrong}${wrong === reference.text ? "" : ` (in ${reference.text})`}`,
    advice: meant
      ? `Use ${meant}.`
      : "Look the name up in Connect's list of attributes; an unknown one is empty at run time.",
  };
}
