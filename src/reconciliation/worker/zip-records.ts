import { DownloadFailedError } from "./failure.ts";

/**
 * The headers of a file or folder in a ZIP archive: one before its data, one in the directory at the
 * end.
 * Little-endian; sizes of 4 GB and more, and those of some writers that stream, are in a ZIP64 extra
 * field. Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12, 4.5.3.
 */
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
export const END_RECORD = 0x06054b50;
const CENTRAL_HEADER_BYTES = 46;
export const LOCAL_HEADER_BYTES = 30;
export const SIGNATURE_BYTES = 4;

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

/** What a header says of its file, or of its folder: that has a slash at the end of its name. */
export interface Entry extends Measures {
  /** Where in the archive the header before the data is. */
  readonly at: number;
  readonly name: Buffer;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** The header before the data does not know the measures: they come after the data. */
  readonly sizesFollow: boolean;
}

export const BAD_DIRECTORY = "the archive's directory is damaged";

/** Proves that a local header comes next. @param signature its first bytes */
export function proveLocalHeader(signature: Buffer): void {
  const id = signature.readUInt32LE(0);
  if (id === CENTRAL_HEADER || id === END_RECORD) {
    throw new DownloadFailedError("the archive holds no file");
  }
  if (id !== LOCAL_HEADER) {
    throw new DownloadFailedError("the archive does not begin with a file: it is no ZIP archive");
  }
}

/** How long name and extra fields after the fixed part of a local header are. */
export function localHeaderRest(fixed: Buffer): number {
  return fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
}

/**
 * @param header with name and extra fields
 * @param at where in the archive it is
 */
export function readLocalHeader(header: Buffer, at: number): Entry {
  return { ...entryOf(header, 6, LOCAL_HEADER_BYTES, 26), at };
}

/** The headers in the directory. */
export function readDirectory(directory: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let begin = 0; begin < directory.length; ) {
    const header = directory.subarray(begin);
    if (header.length < CENTRAL_HEADER_BYTES || header.readUInt32LE(0) !== CENTRAL_HEADER) {
      throw new DownloadFailedError(BAD_DIRECTORY);
    }
    const variable = header.readUInt16LE(28) + header.readUInt16LE(30) + header.readUInt16LE(32);
    const length = CENTRAL_HEADER_BYTES + variable;
    if (length > header.length) throw new DownloadFailedError(BAD_DIRECTORY);
    entries.push(entryOf(header, 8, CENTRAL_HEADER_BYTES, 28, header.readUInt32LE(42)));
    begin += length;
  }
  return entries;
}

/** Eight bytes; what no number can hold exactly is far above every limit. */
export function longAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

/** Both headers have the same fields in the same order from the flags on, but for the lengths. */
function entryOf(
  header: Buffer,
  flagsAt: number,
  nameAt: number,
  lengthsAt: number,
  offset = 0,
): Entry {
  const flags = header.readUInt16LE(flagsAt);
  const nameEnd = nameAt + header.readUInt16LE(lengthsAt);
  const extraEnd = nameEnd + header.readUInt16LE(lengthsAt + 2);
  const packed = header.readUInt32LE(flagsAt + 12);
  const unpacked = header.readUInt32LE(flagsAt + 16);
  // Only what does not fit is in the field, in this order.
  const long = longs(header.subarray(nameEnd, extraEnd), [unpacked, packed, offset]);
  const [bytes = 0, packedBytes = 0, at = 0] = long;
  return {
    name: header.subarray(nameAt, nameEnd),
    method: header.readUInt16LE(flagsAt + 2),
    encrypted: (flags & ENCRYPTED) !== 0,
    sizesFollow: (flags & SIZES_FOLLOW) !== 0,
    crc: header.readUInt32LE(flagsAt + 8),
    bytes,
    packedBytes,
    at,
  };
}

function longs(extra: Buffer, given: readonly number[]): readonly number[] {
  if (!given.includes(IN_ZIP64)) return given;
  const field = zip64Field(extra);
  let next = 0;
  return given.map((value) => {
    if (value !== IN_ZIP64) return value;
    next += 8;
    if (next > field.length) throw new DownloadFailedError(BAD_DIRECTORY);
    return longAt(field, next - 8);
  });
}

function zip64Field(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === ZIP64_FIELD) return extra.subarray(at + 4, end);
    at = end;
  }
  throw new DownloadFailedError(BAD_DIRECTORY);
}
