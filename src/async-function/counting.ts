import { InvalidInputError } from "../connect/invalid-input.ts";
import { control } from "./request.ts";

/** The keys of an answer that count the calls of a flow's loop. */
export interface Counting {
  readonly count: string;
  readonly count_max: string;
  readonly count_comfort: string;
  readonly comfort: "true" | "false";
}

/**
 * The flow's counts are bad, or its loop is at its end: the flow takes its Error branch. The name is
 * the one the source document promises. The message names the field and never holds the value.
 */
export class ValueError extends InvalidInputError {
  override readonly name = "ValueError";
  readonly exceeded: boolean;

  constructor(field: string, problem: string, exceeded = false) {
    super(`Details.Parameters.${field}`, problem);
    this.exceeded = exceeded;
  }
}

/**
 * Counts this call. `count` comes from the flow (absent: 0) and goes back one higher; the other two
 * have no default and go back as they came.
 *
 * @throws ValueError for a count that is not a whole number, and beyond `count_max`
 */
export function countCall(parameters: Readonly<Record<string, unknown>>): Counting {
  const before = wholeNumber(parameters, "count");
  const most = wholeNumber(parameters, "count_max");
  const comfort = wholeNumber(parameters, "count_comfort");
  const count = (before?.value ?? 0) + 1;
  if (most && count > most.value) {
    const problem = "has reached count_max: stop asking, or ask again with a lower count";
    throw new ValueError("count", problem, true);
  }
  return {
    count: String(count),
    count_max: most?.text ?? "",
    count_comfort: comfort?.text ?? "",
    comfort: comfort?.value && count % comfort.value === 0 ? "true" : "false",
  };
}

/** A JSON response of an earlier Lambda can make it a number; Connect's own parameters are texts. */
function wholeNumber(
  parameters: Readonly<Record<string, unknown>>,
  name: string,
): { readonly text: string; readonly value: number } | undefined {
  const given = control(parameters, name);
  if (given === undefined) return undefined;
  const text = typeof given === "number" ? String(given) : given;
  // No safe integer has more than 16 digits; the bound keeps endless zeros out of the answer.
  const digits = typeof text === "string" && /^\d{1,16}$/.test(text) ? text : "";
  const value = Number(digits);
  if (digits === "" || !Number.isSafeInteger(value)) {
    throw new ValueError(name, `must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  }
  return { text: digits, value };
}
