import type { Outcomes } from "../../aws/outcomes.ts";
import { recordingKey } from "../../connect/recording-key.ts";
import type { DownloadTask } from "../download-task.ts";
import type { ExportPlatform } from "../export-platform.ts";
import { DownloadFailedError } from "./failure.ts";
import {
  type Found,
  findRecording,
  type RecordingStore,
  recordingMetadata,
} from "./finished-recording.ts";
import { type ArchiveRoom, openArchive } from "./open-archive.ts";
import { metadataOf } from "./platform-trouble.ts";
import { provenArchive } from "./proven-archive.ts";
import { type ProvenAudio, RecordingCheck } from "./recording-check.ts";
import { type Condition, RecordingUpload } from "./recording-upload.ts";
import { unpackRecording } from "./unpack.ts";

export interface FetchRoom extends ArchiveRoom {
  readonly platform: ExportPlatform;
  readonly store: RecordingStore;
  /** Below which recordings lie, without a slash at its end. */
  readonly prefix: string;
  readonly partBytes: number;
  /** Largest archive that is read, and largest recording that is unpacked. */
  readonly mostBytes: number;
  readonly mostRatio: number;
  readonly outcomes: Outcomes;
}

/** A recording that lies in the bucket, whole and proven. */
export interface StoredRecording extends ProvenAudio {
  readonly key: string;
  /** Whether an earlier delivery of the task had stored it already. */
  readonly before: boolean;
}

/**
 * Brings one recording from the export platform into the bucket, unless it is there. One try: a
 * download that was cut off begins anew. A recording that is not this system's is never replaced,
 * an earlier export of the call only if it is still the one that was found.
 * @throws DownloadFailedError, PassingTroubleError
 */
export async function fetchRecording(
  room: FetchRoom,
  task: DownloadTask,
  signal: AbortSignal,
): Promise<StoredRecording> {
  const key = recordingKey(room.prefix, task.callId, Date.parse(task.originalTimestamp));
  const found = await findRecording(room.store, key, task.exportJobId);
  if (found.kind === "finished") return { key, before: true, ...found.audio };
  const condition = conditionOf(found);
  const metadata = await metadataOf(room.platform, task.exportJobId);
  const archive = await openArchive(room, task.downloadUrl, signal);
  const check = new RecordingCheck(metadata);
  const upload = new RecordingUpload({
    store: room.store,
    key,
    metadata: () => recordingMetadata(task.exportJobId, check.announced()),
    partBytes: room.partBytes,
    signal,
  });
  try {
    const { mostBytes, mostRatio } = room;
    const expected = { fileSize: task.fileSize, sha256: metadata.sha256, mostBytes };
    const limits = { bytes: mostBytes, ratio: mostRatio };
    for await (const piece of unpackRecording(provenArchive(archive, expected), limits)) {
      check.see(piece);
      await upload.write(piece);
    }
    const audio = check.end();
    await upload.complete(condition);
    return { key, before: false, ...audio };
  } catch (error) {
    await abort(room, upload, task);
    throw error;
  } finally {
    archive.close();
  }
}

function conditionOf(found: Exclude<Found, { kind: "finished" }>): Condition {
  if (found.kind === "nothing") return { IfNoneMatch: "*" };
  if (found.kind === "earlier-export") return { IfMatch: found.etag };
  throw new DownloadFailedError("a recording that is no export already lies under the key");
}

/** Parts of an upload that cannot be taken back cost money until the bucket's lifecycle ends them. */
async function abort({ outcomes }: FetchRoom, upload: RecordingUpload, task: DownloadTask) {
  try {
    await upload.abort();
  } catch (error) {
    outcomes.failed("UploadNotAborted", error, { contactId: task.callId });
  }
}
