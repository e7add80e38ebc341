import { type Activity, currentActivity } from "./clock/activity.ts";
import type { QueuedMessage } from "./delivery/queue-consumer.ts";

/**
 * The downloads under way in this process, by call. A worker that waits for bytes of a slow platform
 * holds the clock, and so the bytes would never come: while the platform pauses, it lets go.
 */
export class Downloads {
  readonly #working = new Map<string, Activity>();

  async during(message: QueuedMessage, work: () => Promise<unknown>): Promise<void> {
    const activity = currentActivity.getStore();
    const callId = callIdIn(message.body);
    if (activity) this.#working.set(callId, activity);
    try {
      await work();
    } finally {
      if (this.#working.get(callId) === activity) this.#working.delete(callId);
    }
  }

  readonly pausing = async (callId: string, wait: () => Promise<void>): Promise<void> => {
    const activity = this.#working.get(callId);
    activity?.suspend();
    try {
      await wait();
    } finally {
      activity?.resume();
    }
  };
}

function callIdIn(body: string): string {
  try {
    return String((JSON.parse(body) as { callId?: unknown }).callId);
  } catch {
    return "";
  }
}
