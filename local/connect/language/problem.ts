/** The way to a place inside a JSON document: member names and indices. */
export type Path = readonly (string | number)[];

/** Something wrong at one place of a flow. */
export interface Problem {
  /**
   * `error`: Connect refuses the flow, or it cannot work as it is written. `warning`: it works, and
   * probably not as meant; or the documents disagree.
   */
  readonly severity: "error" | "warning";
  /** From the root of the flow's file. */
  readonly path: Path;
  /** What is wrong, as a clause: no full stop at its end. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly advice: string;
}
