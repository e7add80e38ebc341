/**
 * Limits for clients that work while a caller listens. A flow's Lambda block waits 8 s at most
 * (administrator guide, connect-lambda-functions): three attempts of 0.8 s and the pauses between
 * them end before 5 s, so that the flow hears our answer and not a timeout. The console proposes a
 * limit of 3 s for the block: the READMEs say to set 8. `throwOnRequestTimeout`: without it the SDK
 * only warns and the call hangs.
 */
export const CALLER_IS_WAITING = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 800,
    throwOnRequestTimeout: true,
  },
} as const;

/** Limits for work nobody listens to: patient, but never hanging. */
export const NOBODY_WAITS = {
  maxAttempts: 4,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    throwOnRequestTimeout: true,
  },
} as const;
