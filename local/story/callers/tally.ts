/** What is counted while the callers call. */
export interface Tally {
  calls: number;
  claims: number;
  duplicatesRefused: number;
  setErrors: number;
  resumed: number;
  expired: number;
  started: number;
  succeeded: number;
  failed: number;
  comfortMessages: number;
  /** Distinct requests to the async function: chain, request id and parameters. */
  readonly requests: Set<string>;
}

export function emptyTally(): Tally {
  return {
    calls: 0,
    claims: 0,
    duplicatesRefused: 0,
    setErrors: 0,
    resumed: 0,
    expired: 0,
    started: 0,
    succeeded: 0,
    failed: 0,
    comfortMessages: 0,
    requests: new Set(),
  };
}
