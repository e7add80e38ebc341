import { failed, type Outcome } from "../flow/outcome.ts";

/**
 * A plain Wait takes its Error branch at once on a telephone call. (The event-based one works there,
 * but its form in the Flow language is not published.) Administrator guide, wait.
 */
export function wait(): Outcome {
  return failed("a Wait does not wait on a telephone call");
}
