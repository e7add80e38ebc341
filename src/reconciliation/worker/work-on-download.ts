import type { SFNClient } from "@aws-sdk/client-sfn";
import type { Clock } from "../../aws/clock.ts";
import type { Identifiers } from "../../aws/outcomes.ts";
import type { PoisonQueue } from "../../aws/poison-queue.ts";
import { InvalidInputError } from "../../connect/invalid-input.ts";
import { requestedIds } from "../../connect/reconciliation-request.ts";
import { type DownloadTask, parseDownloadMessage } from "../download-task.ts";
import { type AttemptPolicy, attempts } from "./attempts.ts";
import type { DownloadMessage, DownloadQueue } from "./download-queue.ts";
import {
  DownloadFailedError,
  HandedBackError,
  PassingTroubleError,
  TokenExpiredError,
} from "./failure.ts";
import { type FetchRoom, fetchRecording, type StoredRecording } from "./fetch-recording.ts";
import type { Pulse } from "./pulse.ts";
import { type TaskToken, taskToken } from "./task-token.ts";

export interface WorkRoom extends FetchRoom {
  readonly clock: Clock;
  readonly sfn: SFNClient;
  readonly queue: DownloadQueue;
  readonly poison: PoisonQueue;
  readonly pulse: Pulse;
  readonly policy: AttemptPolicy;
}

/**
 * Does what one message of the orchestrator queue asks for, and answers its task token. The message
 * is deleted when nobody waits for it any more; what could not be done or answered for a passing
 * reason is left to be delivered again. Never rejects: every end is an outcome.
 * @param stopping the worker stops and cannot wait: the message goes back to the queue
 */
export async function workOnDownload(
  room: WorkRoom,
  message: DownloadMessage,
  stopping: AbortSignal,
): Promise<void> {
  const ids: Identifiers = { eventId: message.messageId };
  try {
    const task = await taskOf(room, message);
    if (task) await workOn(room, message, task, stopping);
  } catch (error) {
    room.outcomes.failed("DownloadLeft", error, ids);
  }
}

/** The task in a message; what can never be one goes to the poison queue, and blocks nothing. */
async function taskOf(
  { queue, poison, outcomes }: WorkRoom,
  message: DownloadMessage,
): Promise<DownloadTask | undefined> {
  try {
    return parseDownloadMessage(message.body);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { callId: contactId, dialogGroupId } = requestedIds(message.body);
    const ids = {
      eventId: message.messageId,
      ...(contactId && { contactId }),
      ...(dialogGroupId && { dialogGroupId }),
    };
    await poison.send(error.message, ids);
    outcomes.failed("DownloadTaskUnparseable", error, ids);
    await queue.delete(message);
    return undefined;
  }
}

async function workOn(
  room: WorkRoom,
  message: DownloadMessage,
  task: DownloadTask,
  stopping: AbortSignal,
): Promise<void> {
  const { queue, outcomes, sfn } = room;
  const ids = { contactId: task.callId, eventId: message.messageId };
  try {
    await download({ ...room, ids }, message, task, taskToken(sfn, task.taskToken), stopping);
  } catch (error) {
    if (error instanceof HandedBackError) {
      await queue.handBack(message);
      return outcomes.record("DownloadHandedBack", ids);
    }
    if (!(error instanceof TokenExpiredError)) throw error;
    outcomes.failed("DownloadTokenExpired", error, ids);
  }
  await queue.delete(message);
}

type TaskRoom = WorkRoom & { readonly ids: Identifiers };

/** @throws TokenExpiredError, HandedBackError, or what kept the answer from being given */
async function download(
  room: TaskRoom,
  message: DownloadMessage,
  task: DownloadTask,
  token: TaskToken,
  stopping: AbortSignal,
): Promise<void> {
  // First of all: a task that waited too long in the queue is not worth a download.
  await attempts(room, stopping, () => token.heartbeat());
  const over = new AbortController();
  const signal = AbortSignal.any([stopping, over.signal]);
  const release = room.pulse.start(() => beat(room, message, token, over));
  try {
    const answer = await outcomeOf(room, task, token, signal);
    await attempts(room, signal, answer);
  } finally {
    release();
    over.abort();
  }
}

/** @returns gives the answer that the download came to */
async function outcomeOf(
  room: TaskRoom,
  task: DownloadTask,
  token: TaskToken,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const { outcomes, ids, store } = room;
  try {
    const stored = await attempts(
      room,
      signal,
      () => fetchRecording(room, task, signal),
      (error) => outcomes.failed("DownloadRetried", error, ids),
    );
    outcomes.record(stored.before ? "DownloadFoundFinished" : "DownloadStored", ids);
    return () => token.succeed(resultOf(store.bucket, stored));
  } catch (error) {
    if (signal.aborted) throw error;
    outcomes.failed("DownloadFailed", error, ids);
    return () => token.fail("DownloadFailed", causeOf(error));
  }
}

/**
 * Tells the execution that the download lives, and keeps its message from other workers.
 * @param over aborted when nobody waits for the download any more, by this or by its end
 */
async function beat(
  { queue, outcomes, ids }: TaskRoom,
  message: DownloadMessage,
  token: TaskToken,
  over: AbortController,
): Promise<void> {
  try {
    await token.heartbeat();
  } catch (error) {
    if (over.signal.aborted) return;
    if (error instanceof TokenExpiredError) return over.abort(error);
    // The next one may get through; the machine waits for several.
    outcomes.failed("DownloadHeartbeatFailed", error, ids);
  }
  try {
    await queue.keep(message);
  } catch (error) {
    if (over.signal.aborted) return;
    // Another worker may get the message, too: that is harmless.
    outcomes.failed("DownloadMessageNotKept", error, ids);
  }
}

/** The result of the task, as `ProcessParallelResults` reads it. */
function resultOf(bucket: string, stored: StoredRecording): object {
  const { key, bytes, durationSeconds, channels, sampleRate } = stored;
  const filePath = `s3://${bucket}/${key}`;
  return { status: "SUCCESS", filePath, bytes, durationSeconds, channels, sampleRate };
}

/** Our own words only: what other errors say may hold a URL. */
function causeOf(error: unknown): string {
  if (error instanceof DownloadFailedError || error instanceof PassingTroubleError) {
    return error.message;
  }
  return `unexpected ${error instanceof Error ? error.name : typeof error}`;
}
