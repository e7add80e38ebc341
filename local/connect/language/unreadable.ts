/** Why a text is no flow that can be worked on. */
export type UnreadableReason =
  | "not-json"
  /** The text ends before the JSON does: a download or an upload that was cut off. */
  | "truncated"
  /** JSON, but of something else. */
  | "not-a-flow"
  /** The export format before 2020: `modules`, `start`. */
  | "legacy-export"
  /** What DescribeContactFlow answers: the flow is a text inside it. */
  | "api-answer"
  | "wrong-version"
  /** A flow in which something has not the form the Flow language gives it. */
  | "malformed";

/**
 * A text that is no flow: what it is instead, where that shows, and what to do. Thrown before
 * anything runs, because half a flow is worse than none.
 */
export class UnreadableFlowError extends Error {
  override readonly name = "UnreadableFlowError";
  readonly reason: UnreadableReason;
  /** A JSON pointer, or `line 3, column 14` where there is no JSON; empty for the whole text. */
  readonly place: string;
  readonly advice: string;

  constructor(reason: UnreadableReason, place: string, problem: string, advice: string) {
    super(`${place === "" ? "" : `${place}: `}${problem}. ${advice}`);
    this.reason = reason;
    this.place = place;
    this.advice = advice;
  }
}
