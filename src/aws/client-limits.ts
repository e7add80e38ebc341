/**
 * Limits for clients that work while a caller listens. Connect's Lambda block waits 3 s unless the
 * flow says otherwise (8 s at most; administrator guide, connect-lambda-functions): three attempts
 * of 800 ms and the pauses between them fit into that, so that the flow hears our answer and not a
 * timeout. `throwOnRequestTimeout`: without it the SDK only warns and the call hangs.
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
