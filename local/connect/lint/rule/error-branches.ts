import type { ErrorTypes } from "../../language/action-type.ts";
import { formOf } from "../../language/action-types.ts";
import type { ErrorBranch } from "../../language/flow.ts";
import { nearest } from "../../language/nearest.ts";
import type { Problem } from "../../language/problem.ts";
import type { Rule } from "../rule.ts";

/** Error branches that Connect requires, refuses, or does not know. */
export const errorBranches: Rule = {
  id: "error-branches",
  *check({ Actions, looseEnd }) {
    for (const [index, action] of Actions.entries()) {
      const form = formOf(action);
      if (form === undefined) continue;
      const path = ["Actions", index, "Transitions", "Errors"];
      const given = action.Transitions.Errors;
      yield* missing(form.errors, given, action.Type, path, looseEnd);
      if (form.next === "none") continue;
      for (const [at, { ErrorType }] of given.entries()) {
        const problem = wrong(ErrorType, at, given, form.errors, action.Type);
        if (problem) yield { ...problem, path: [...path, at, "ErrorType"] };
      }
    }
  },
};

function* missing(
  { required = [], expected = [] }: ErrorTypes,
  given: readonly ErrorBranch[],
  type: string,
  path: Problem["path"],
  looseEnd: Problem["severity"],
): Generator<Problem> {
  const lacks = (error: string) => !given.some(({ ErrorType }) => ErrorType === error);
  const needed = required.filter(lacks);
  if (needed.length > 0) {
    yield {
      severity: looseEnd,
      path,
      message: `${type} has no branch for ${needed.join(", ")}, without which Connect refuses it`,
      advice: `Add ${needed.length === 1 ? "an error branch" : "error branches"} and say where the caller goes then.`,
    };
  }
  const wanted = expected.filter(lacks);
  if (wanted.length > 0) {
    yield {
      severity: "warning",
      path,
      message: `${type} has no branch for ${wanted.join(", ")}: the contact ends when it happens`,
      advice: "Say where the caller goes then.",
    };
  }
}

function wrong(
  error: string,
  at: number,
  given: readonly ErrorBranch[],
  { required = [], expected = [], possible = [], refused = [] }: ErrorTypes,
  type: string,
): Omit<Problem, "path"> | undefined {
  if (error === "") return undefined;
  if (given.findIndex(({ ErrorType }) => ErrorType === error) < at) {
    const message = `a second branch for ${error}, which is never taken`;
    return { severity: "warning", message, advice: "Take one of the two out." };
  }
  if (refused.includes(error)) {
    const message = `${type} takes no branch for ${error}: Connect refuses the flow`;
    return { severity: "error", message, advice: "Take the branch out." };
  }
  const known = [...required, ...expected, ...possible];
  if (known.includes(error)) return undefined;
  const meant = nearest(error, known);
  return {
    severity: "warning",
    message: `${type} is not known to fail with ${error}`,
    advice: meant ? `Did you mean ${meant}?` : `Known here: ${known.join(", ") || "no error"}.`,
  };
}
