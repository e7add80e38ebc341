import * as v from "valibot";
import { InvalidInputError } from "./invalid-input.ts";

/**
 * Why input was refused, from what its schema found amiss: the field and what was expected of it.
 * @param whole what the input is called, and what the names of its fields begin with
 */
export function refusal(issue: v.BaseIssue<unknown>, whole: string): InvalidInputError {
  const path = v.getDotPath(issue);
  const field = path === null ? whole : `${whole}.${path}`;
  const missing = path !== null && issue.received === "undefined";
  return new InvalidInputError(field, missing ? "is missing" : `must be ${issue.expected}`);
}
