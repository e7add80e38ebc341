/**
 * Within how many milliseconds a function answers a caller, whatever its services do: the deadline
 * of `callerDeadline`. A flow's Lambda block waits 8 s at most (administrator guide,
 * connect-lambda-functions), a new instance's start included, and the flow should hear our answer
 * and not a timeout. The console proposes a limit of 3 s for the block: the READMEs say to set 8.
 */
export const ANSWER_WITHIN_MS = 4_000;

/**
 * Limits for clients that work while a caller listens: so that three attempts fit before the
 * deadline where a service is silent (`requestTimeout` ends with an answer's head) or stalls in the
 * middle of an answer (`socketTimeout`). `throwOnRequestTimeout`: without it the SDK only warns and
 * the call hangs.
 */
export const CALLER_IS_WAITING = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: 800,
    socketTimeout: 800,
    throwOnRequestTimeout: true,
  },
} as const;

/**
 * Limits for work nobody listens to: patient, but never hanging. What takes longer by its nature (a
 * long poll, a large upload) sets its own `requestTimeout` and `socketTimeout`.
 */
export const NOBODY_WAITS = {
  maxAttempts: 4,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    socketTimeout: 3_000,
    throwOnRequestTimeout: true,
  },
} as const;
