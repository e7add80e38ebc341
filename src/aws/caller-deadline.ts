import { ANSWER_WITHIN_MS } from "./client-limits.ts";

/**
 * When everything ends that is done while a caller waits: the options of every `send` of one
 * invocation.
 */
export interface Deadline {
  readonly abortSignal: AbortSignal;
}

/**
 * Does what a caller waits for, under one deadline for all of it. The limits of single attempts do
 * not bound an answer that drips, nor the pause that a service asks for (`Retry-After`), nor several
 * calls one after another. A call that the deadline ends throws the SDK's `AbortError`.
 *
 * In real time, as the SDK's own limits are: the local stack's clock stands still during a call.
 *
 * @param work passes the deadline to every call it makes
 */
export async function whileCallerWaits<T>(
  work: (deadline: Deadline) => Promise<T>,
  withinMs: number = ANSWER_WITHIN_MS,
): Promise<T> {
  const controller = new AbortController();
  // biome-ignore lint/style/noRestrictedGlobals: the clock may be another than that of the SDK.
  const timer = setTimeout(() => controller.abort(), withinMs);
  try {
    return await work({ abortSignal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}
