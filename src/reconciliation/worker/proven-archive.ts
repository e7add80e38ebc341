import { createHash } from "node:crypto";
import { DownloadFailedError } from "./failure.ts";
import type { Archive } from "./open-archive.ts";

/** What is known of an archive before it comes. */
export interface Expected {
  /** Bytes, where the platform gave them with the finished job. */
  readonly fileSize: number | undefined;
  /** Lower-case hex, where the metadata has one. */
  readonly sha256: string | undefined;
  /** Largest archive that is read. */
  readonly mostBytes: number;
}

/**
 * The archive's bytes as they come; the last piece is followed by the proof that they are all, and
 * the right ones.
 * @throws DownloadFailedError
 */
export async function* provenArchive(
  archive: Archive,
  expected: Expected,
): AsyncGenerator<Buffer, void> {
  const bytes = sizeOf(archive, expected);
  const hash = expected.sha256 === undefined ? undefined : createHash("sha256");
  let seen = 0;
  for await (const piece of archive.pieces) {
    seen += piece.length;
    if (seen > bytes) throw new DownloadFailedError(WRONG_SIZE);
    hash?.update(piece);
    yield piece;
  }
  if (seen !== bytes) throw new DownloadFailedError(WRONG_SIZE);
  if (hash && hash.digest("hex") !== expected.sha256) {
    throw new DownloadFailedError("the archive's SHA-256 is not what the metadata says");
  }
}

const WRONG_SIZE = "the archive's size is not what the platform says";

/** Without a size nobody could tell a whole archive from the beginning of one. */
function sizeOf({ bytes }: Archive, { fileSize, mostBytes }: Expected): number {
  if (bytes !== undefined && fileSize !== undefined && bytes !== fileSize) {
    throw new DownloadFailedError(WRONG_SIZE);
  }
  const size = bytes ?? fileSize;
  if (size === undefined) throw new DownloadFailedError("the archive comes without a size");
  if (size > mostBytes) throw new DownloadFailedError("the archive is larger than it may be");
  return size;
}
