import type { ExportMetadata } from "../export-platform.ts";
import { type Audio, disagreement } from "./agreement.ts";
import { DownloadFailedError } from "./failure.ts";
import { readWavHeader, type WavHeader } from "./wav-header.ts";
import { proveTrailer } from "./wav-trailer.ts";

/** What is proven of a recording once its last byte has been seen. */
export interface ProvenAudio extends Audio {
  readonly bytes: number;
}

/**
 * Watches a recording go by, and holds it against the metadata. What contradicts the metadata is
 * refused as soon as the header is there, before anything has been uploaded.
 */
export class RecordingCheck {
  readonly #metadata: ExportMetadata;
  #beginning: Buffer = Buffer.alloc(0);
  readonly #trailer: Buffer[] = [];
  #header: WavHeader | undefined;
  #bytes = 0;

  constructor(metadata: ExportMetadata) {
    this.#metadata = metadata;
  }

  /** What the header says the recording will be. @throws DownloadFailedError while it is not there */
  announced(): ProvenAudio {
    if (!this.#header) throw new DownloadFailedError("the WAV file ends before its samples");
    const { fileBytes: bytes, durationSeconds, channels, sampleRate } = this.#header;
    return { bytes, durationSeconds, channels, sampleRate };
  }

  /** @throws DownloadFailedError */
  see(piece: Buffer): void {
    const begin = this.#bytes;
    this.#bytes += piece.length;
    if (!this.#header) this.#readHeader(piece);
    if (!this.#header) return;
    const { fileBytes, dataEnd } = this.#header;
    if (this.#bytes > fileBytes) throw wrongLength();
    if (this.#bytes > dataEnd) this.#trailer.push(piece.subarray(Math.max(0, dataEnd - begin)));
  }

  /** @throws DownloadFailedError when the recording is not whole */
  end(): ProvenAudio {
    const audio = this.announced();
    if (this.#bytes !== audio.bytes) throw wrongLength();
    proveTrailer(Buffer.concat(this.#trailer), this.#header?.dataEnd ?? audio.bytes);
    return audio;
  }

  #readHeader(piece: Buffer): void {
    this.#beginning = Buffer.concat([this.#beginning, piece]);
    this.#header = readWavHeader(this.#beginning);
    if (!this.#header) return;
    this.#beginning = Buffer.alloc(0);
    const field = disagreement(this.#header, this.#metadata);
    if (field)
      throw new DownloadFailedError(`the recording's ${field} is not what the metadata says`);
  }
}

function wrongLength(): DownloadFailedError {
  return new DownloadFailedError("the WAV file's length is not what its header says");
}
