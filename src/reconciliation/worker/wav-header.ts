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

/** How many bits a sample has in each codec that is taken: PCM, A-law and mu-law. */
const SAMPLE_BITS: Readonly<Record<number, readonly number[]>> = {
  1: [8, 16, 24, 32],
  6: [8],
  7: [8],
};
const EXTENSIBLE = 0xfffe;
export const CHUNK_HEADER = 8;

/** Lists of names and remarks may come before the samples; nothing needs more room than this. */
const LONGEST_HEADER = 64 * 1024;
/** They may also come after the samples, and are held in memory there. */
const LONGEST_TRAILER = 64 * 1024;

/**
 * @param bytes the file's first bytes, as many as are there
 * @returns undefined while that is not enough
 * @throws DownloadFailedError when it is no WAV file with PCM, A-law or mu-law samples
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
  /** Bytes of one sample of every channel. */
  readonly frame: number;
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
  const bits = chunk.readUInt16LE(14);
  const frame = (channels * bits) / 8;
  if (!SAMPLE_BITS[codec]?.includes(bits)) {
    throw new DownloadFailedError("the recording is neither PCM nor A-law nor mu-law");
  }
  const agrees = chunk.readUInt16LE(12) === frame && chunk.readUInt32LE(8) === frame * sampleRate;
  if (frame === 0 || sampleRate === 0 || !agrees) {
    throw new DownloadFailedError("the WAV file's header contradicts itself");
  }
  return { frame, channels, sampleRate };
}

function headerOf(
  fileBytes: number,
  format: Format | undefined,
  begin: number,
  length: number,
): WavHeader {
  if (!format) throw new DownloadFailedError("the WAV file does not say how its samples are");
  const { frame, channels, sampleRate } = format;
  if (length === 0) throw new DownloadFailedError("the recording holds no audio");
  if (length % frame !== 0) throw new DownloadFailedError("the WAV file ends inside a sample");
  const dataEnd = begin + length;
  if (dataEnd > fileBytes) {
    throw new DownloadFailedError("the WAV file says it is shorter than its samples");
  }
  if (fileBytes - dataEnd > LONGEST_TRAILER) {
    throw new DownloadFailedError("the WAV file has too much after its samples");
  }
  // Milliseconds are enough to compare, and to read.
  const durationSeconds = Math.round((1_000 * length) / frame / sampleRate) / 1_000;
  return { fileBytes, dataEnd, durationSeconds, channels, sampleRate };
}

/** A chunk's identifier. */
export function text(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, at + 4);
}
