import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from "@aws-sdk/client-s3";
import { awsTrouble } from "./aws-trouble.ts";
import type { ProvenAudio } from "./recording-check.ts";

/** Where recordings are kept. */
export interface RecordingStore {
  readonly s3: S3Client;
  readonly bucket: string;
}

/** What lies under a recording's key. */
export type Found =
  | { readonly kind: "nothing" }
  /** This export, whole: only what was proven is ever completed. */
  | { readonly kind: "finished"; readonly audio: ProvenAudio }
  /** An earlier export of the same call. */
  | { readonly kind: "earlier-export"; readonly etag: string }
  /** Not ours: Amazon Connect's own recording came after all. */
  | { readonly kind: "foreign" };

const EXPORT_JOB = "export-job";

/** The object's own metadata, by which `findRecording` knows it again. */
export function recordingMetadata(exportJobId: string, audio: ProvenAudio): Record<string, string> {
  return {
    [EXPORT_JOB]: encodeURIComponent(exportJobId),
    bytes: String(audio.bytes),
    "duration-seconds": String(audio.durationSeconds),
    channels: String(audio.channels),
    "sample-rate": String(audio.sampleRate),
  };
}

/** @throws DownloadFailedError, PassingTroubleError */
export async function findRecording(
  { s3, bucket }: RecordingStore,
  key: string,
  exportJobId: string,
): Promise<Found> {
  let head: HeadObjectCommandOutput;
  try {
    head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof Error && error.name === "NotFound") return { kind: "nothing" };
    throw awsTrouble("S3", error);
  }
  const { Metadata = {}, ContentLength, ETag = "" } = head;
  const job = Metadata[EXPORT_JOB];
  if (job === undefined) return { kind: "foreign" };
  const audio = {
    bytes: Number(Metadata["bytes"]),
    durationSeconds: Number(Metadata["duration-seconds"]),
    channels: Number(Metadata["channels"]),
    sampleRate: Number(Metadata["sample-rate"]),
  };
  const thisExport = job === encodeURIComponent(exportJobId) && ContentLength === audio.bytes;
  return thisExport ? { kind: "finished", audio } : { kind: "earlier-export", etag: ETag };
}
