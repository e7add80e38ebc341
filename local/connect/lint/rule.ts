import type { Problem } from "../language/problem.ts";
import type { FlowUnderLint } from "./flow-under-lint.ts";

/** One question the linter asks. */
export interface Rule {
  /** As findings name it: `dangling-target`. */
  readonly id: string;
  check(flow: FlowUnderLint): Iterable<Problem>;
}
