import type { Audio } from "./agreement.ts";
import { DownloadFailedError } from "./failure.ts";

/**
 * The beginning of a WAV file: a RIFF container of chunks, of which `fmt ` says how the samples are
 * to be read and `data` holds them. Little-endian. Source: Multimedia Programming Interface and
 * Data Specifications 1.0 (RIFF WAVE); WAVEFORMATEXTENSIBLE in the Windows SDK's mmreg.h.
 */
export interface WavHeader extends Audio {
  /** Of the whole file, as the container says. */
  readonly fileBytes: number;
  /** Where the samples end. */
  readonly dataEnd: number;
}

const PCM = 1;
const EXTENSIBLE = 0xfffe;
const BITS = 16;
const CHUNK_HEADER = 8;

/** Lists of names and remarks may come before the samples; nothing needs more room than this. */
const LONGEST_HEADER = 64 * 1024;

/**
 * @param bytes the file's first bytes, as many as are there
 * @returns undefined while that is not enough
 * @throws DownloadFailedError when it is no WAV file with 16-bit PCM samples
 */
export function readWavHeader(bytes: Buffer): WavHeader | undefined {
  if (bytes.length < 12) return undefined;
  if (text(bytes, 0) !== "RIFF" || text(bytes, 8) !== "WAVE") {
    throw new DownloadFailedError("the recording is no WAV file");
  }
  let format: Format | undefined;
  for (let at = 12; at + CHUNK_HEADER <= bytes.length; ) {
    const begin = at + CHUNK_HEADER;
    const length = bytes.readUInt32LE(at + 4);
    const id = text(bytes, at);
    if (id === "data") return headerOf(bytes.readUInt32LE(4) + CHUNK_HEADER, format, begin, length);
    // A chunk of odd length is followed by a byte that is not counted.
    at = begin + length + (length % 2);
    if (at > LONGEST_HEADER) throw new DownloadFailedError("the WAV file's header is too long");
    if (id === "fmt " && at <= bytes.length) format = readFormat(bytes.subarray(begin, at));
  }
  return undefined;
}

interface Format {
  readonly channels: number;
  readonly sampleRate: number;
}

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) throw new DownloadFailedError("the WAV file's header is damaged");
  const tag = chunk.readUInt16LE(0);
  // The extensible form has the real tag in the first bytes of an identifier at its end.
  const codec = tag === EXTENSIBLE && chunk.length >= 40 ? chunk.readUInt16LE(24) : tag;
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const frame = (channels * BITS) / 8;
  if (codec !== PCM || chunk.readUInt16LE(14) !== BITS) {
    throw new DownloadFailedError("the recording is not 16-bit PCM");
  }
  const agrees = chunk.readUInt16LE(12) === frame && chunk.readUInt32LE(8) === frame * sampleRate;
  if (frame === 0 || sampleRate === 0 || !agrees) {
    throw new DownloadFailedError("the WAV file's header contradicts itself");
  }
  return { channels, sampleRate };
}

function headerOf(
  fileBytes: number,
  format: Format | undefined,
  begin: number,
  length: number,
): WavHeader {
  if (!format) throw new DownloadFailedError("the WAV file does not say how its samples are");
  const { channels, sampleRate } = format;
  const frame = (channels * BITS) / 8;
  if (length === 0) throw new DownloadFailedError("the recording holds no audio");
  if (length % frame !== 0) throw new DownloadFailedError("the WAV file ends inside a sample");
  const dataEnd = begin + length;
  if (dataEnd > fileBytes) {
    throw new DownloadFailedError("the WAV file says it is shorter than its samples");
  }
  // Milliseconds are enough to compare, and to read.
  const durationSeconds = Math.round((1_000 * length) / frame / sampleRate) / 1_000;
  return { fileBytes, dataEnd, durationSeconds, channels, sampleRate };
}

function text(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, at + 4);
}
