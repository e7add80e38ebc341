/** One reason why a test did not pass. */
export interface Failure {
  readonly about: /** An event that never came. */
    | "observation"
    | "assertion"
    /** What the sidecar expects afterwards. */
    | "expectation"
    /** An override or a declared error that nothing used. */
    | "unused"
    /** The call could not be played. */
    | "call"
    /** The call went on for longer than a test may. */
    | "limit";
  /** One sentence, without a full stop. */
  readonly message: string;
  /** What else is known, a line each. */
  readonly details?: readonly string[];
}
