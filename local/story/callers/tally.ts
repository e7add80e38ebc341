/** What is counted while the callers call: each thing once, however often it was asked or said. */
export class Tally {
  claims = 0;
  duplicatesRefused = 0;
  expired = 0;
  comfortMessages = 0;
  /** Ids of contacts that took a tracker. */
  readonly resumed: Set<string> = new Set();
  /** Ids of contacts whose question for a tracker failed. */
  readonly unanswered: Set<string> = new Set();
  /** Ids of executions of the async function. */
  readonly started: Set<string> = new Set();
  readonly succeeded: Set<string> = new Set();
  readonly failed: Set<string> = new Set();
  /** Distinct requests to the async function: chain, request id and parameters. */
  readonly requests: Set<string> = new Set();
}
