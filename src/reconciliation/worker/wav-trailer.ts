import { DownloadFailedError } from "./failure.ts";
import { CHUNK_HEADER, text } from "./wav-header.ts";

/** What says how the samples are, and the samples, come once, and have come. */
const BEFORE: ReadonlySet<string> = new Set(["fmt ", "data"]);

/**
 * Proves that what comes after a WAV file's samples is chunks to its end, and no more samples.
 * @param dataEnd where in the file the samples end
 * @throws DownloadFailedError
 */
export function proveTrailer(trailer: Buffer, dataEnd: number): void {
  // A chunk of odd length is followed by a byte that is not counted; some writers leave out the last.
  for (let at = dataEnd % 2; at < trailer.length; ) {
    const begin = at + CHUNK_HEADER;
    if (begin > trailer.length) throw notChunks();
    const id = text(trailer, at);
    if (BEFORE.has(id))
      throw new DownloadFailedError("the WAV file has more samples after its own");
    const length = trailer.readUInt32LE(at + 4);
    if (!/^[ -~]{4}$/.test(id) || begin + length > trailer.length) throw notChunks();
    at = begin + length + (length % 2);
  }
}

function notChunks(): DownloadFailedError {
  return new DownloadFailedError("the WAV file's end is damaged");
}
