/** What the process ends with; documented in `linekeeper --help`. */
export const EXIT = {
  done: 0,
  /** Not done, or done and an invariant or a rule was broken. */
  failed: 1,
  /** Nothing was done: the arguments or the input cannot be worked on. */
  refused: 2,
} as const;

/** Arguments or input that cannot be worked on; says what was expected. Exit code 2. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
