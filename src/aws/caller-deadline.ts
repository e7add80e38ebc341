import { ANSWER_WITHIN_MS } from "./client-limits.ts";

/**
 * When everything ends that is done while a caller waits: the options of every `send` of one
 * invocation.
 */
export interface Deadline {
  readonly abortSignal: AbortSignal;
}

/**
 * One deadline for all that is done while a caller waits, from now on. The limits of single attempts do
 * not bound an answer that drips, nor the pause that a service asks for (`Retry-After`), nor several
 * calls one after another. A call that the deadline ends throws the SDK's `AbortError`.
 *
 * In real time, as the SDK's own limits are: the local stack's clock stands still during a call.
 */
export function callerDeadline(withinMs: number = ANSWER_WITHIN_MS): Deadline {
  return { abortSignal: AbortSignal.timeout(withinMs) };
}
