/**
 * One strand of the story. All strands are played at once, on the stack's driven clock; when the day
 * and its aftermath are over, each looks into the stack and holds its promises against what happened.
 */
export interface Chapter<Report> {
  readonly name: string;
  /** Sets its part of the day in motion; ends when the last of it is over. */
  play(): Promise<void>;
  /** Checks the promises, by the story's witness. */
  check(): Promise<void>;
  /** Its part of the report, once checked. */
  report(): Report;
}
