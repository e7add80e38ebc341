import { DownloadFailedError } from "./failure.ts";

/**
 * The headers of a file in a ZIP archive: one before its data, one in the directory at the end.
 * Little-endian; sizes of 4 GB and more, and those of some writers that stream, are in a ZIP64 extra
 * field. Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12, 4.5.3.
 */
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;
export const LOCAL_HEADER_BYTES = 30;

const ZIP64_FIELD = 1;
const IN_ZIP64 = 0xffffffff;

const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;

/** Checksum and sizes of a file: as a header says them, or as they were found to be. */
export interface Measures {
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** What a header says of its file. */
export interface Entry extends Measures {
  readonly name: Buffer;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** The header before the data does not know the measures: they come after the data. */
  readonly sizesFollow: boolean;
}

export const BAD_DIRECTORY = "the archive's directory is damaged";

/** How long name and extra fields after the fixed part of a local header are. */
export function localHeaderRest(fixed: Buffer): number {
  if (fixed.readUInt32LE(0) !== LOCAL_HEADER) {
    throw new DownloadFailedError("the archive does not begin with a file: it is no ZIP archive");
  }
  return fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
}

/** @param header with name and extra fields */
export function readLocalHeader(header: Buffer): Entry {
  return entryOf(header, 6, LOCAL_HEADER_BYTES, 26);
}

/** @param header all of the directory: it must be this one header */
export function readCentralHeader(header: Buffer): Entry {
  if (header.length < CENTRAL_HEADER_BYTES || header.readUInt32LE(0) !== CENTRAL_HEADER) {
    throw new DownloadFailedError(BAD_DIRECTORY);
  }
  const variable = header.readUInt16LE(28) + header.readUInt16LE(30) + header.readUInt16LE(32);
  if (CENTRAL_HEADER_BYTES + variable !== header.length) {
    throw new DownloadFailedError(BAD_DIRECTORY);
  }
  return entryOf(header, 8, CENTRAL_HEADER_BYTES, 28);
}

/** Eight bytes; what no number can hold exactly is far above every limit. */
export function longAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

/** Both headers have the same fields in the same order from the flags on, but for the lengths. */
function entryOf(header: Buffer, flagsAt: number, nameAt: number, lengthsAt: number): Entry {
  const flags = header.readUInt16LE(flagsAt);
  const nameEnd = nameAt + header.readUInt16LE(lengthsAt);
  const extraEnd = nameEnd + header.readUInt16LE(lengthsAt + 2);
  return {
    name: header.subarray(nameAt, nameEnd),
    method: header.readUInt16LE(flagsAt + 2),
    encrypted: (flags & ENCRYPTED) !== 0,
    sizesFollow: (flags & SIZES_FOLLOW) !== 0,
    crc: header.readUInt32LE(flagsAt + 8),
    ...sizes(header, flagsAt + 12, header.subarray(nameEnd, extraEnd)),
  };
}

function sizes(header: Buffer, at: number, extra: Buffer): Omit<Measures, "crc"> {
  const packedBytes = header.readUInt32LE(at);
  const bytes = header.readUInt32LE(at + 4);
  if (packedBytes !== IN_ZIP64 && bytes !== IN_ZIP64) return { packedBytes, bytes };
  const field = zip64Field(extra);
  let next = 0;
  const long = () => {
    next += 8;
    if (next > field.length) throw new DownloadFailedError(BAD_DIRECTORY);
    return longAt(field, next - 8);
  };
  // Only what does not fit is there, the unpacked size first.
  const unpacked = bytes === IN_ZIP64 ? long() : bytes;
  return { bytes: unpacked, packedBytes: packedBytes === IN_ZIP64 ? long() : packedBytes };
}

function zip64Field(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64_FIELD) return extra.subarray(at + 4, end);
    at = end;
  }
  throw new DownloadFailedError(BAD_DIRECTORY);
}
