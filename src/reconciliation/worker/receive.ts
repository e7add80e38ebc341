import type { Clock } from "../../aws/clock.ts";
import type { Outcomes } from "../../aws/outcomes.ts";
import type { DownloadMessage, DownloadQueue } from "./download-queue.ts";
import { HandedBackError } from "./failure.ts";
import type { LoopState } from "./health.ts";

export interface ReceiveRoom {
  readonly queue: DownloadQueue;
  readonly outcomes: Outcomes;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly graceMs: number;
  readonly state: LoopState;
}

const PAUSE_AFTER_FAILURE_MS = 5_000;

/**
 * Takes messages from the queue and works on them, until `signal` says to stop. Then nothing more
 * is taken; what is in hand may finish within the grace, and is handed back after it.
 * @param work must not reject
 */
export async function receiveDownloads(
  room: ReceiveRoom,
  work: (message: DownloadMessage, stopping: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { state, concurrency, clock } = room;
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  let wake = () => {};
  const changed = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const take = (message: DownloadMessage) => {
    const one = work(message, stopping.signal).finally(() => {
      inHand.delete(one);
      state.holds(inHand.size);
      wake();
    });
    inHand.add(one);
    state.holds(inHand.size);
  };
  signal.addEventListener("abort", () => wake(), { once: true });
  while (!signal.aborted) {
    state.turn();
    const free = concurrency - inHand.size;
    const messages = free > 0 ? await received(room, free, signal) : [];
    for (const message of messages ?? []) take(message);
    if (signal.aborted) break;
    if (messages === undefined)
      await Promise.race([clock.sleep(PAUSE_AFTER_FAILURE_MS), changed()]);
    else if (inHand.size >= concurrency) await changed();
  }
  state.stop();
  const all = Promise.all(inHand);
  await Promise.race([all, clock.sleep(room.graceMs)]);
  stopping.abort(new HandedBackError("the worker stops"));
  await all;
}

/** @returns undefined when the queue could not be asked */
async function received(
  { queue, outcomes, state }: ReceiveRoom,
  most: number,
  signal: AbortSignal,
): Promise<readonly DownloadMessage[] | undefined> {
  try {
    const messages = await queue.receive(most, signal);
    state.received(true);
    return messages;
  } catch (error) {
    if (signal.aborted) return [];
    state.received(false);
    outcomes.failed("DownloadReceiveFailed", error);
    return undefined;
  }
}
