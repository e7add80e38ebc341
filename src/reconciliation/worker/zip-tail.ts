import { DownloadFailedError } from "./failure.ts";
import {
  BAD_DIRECTORY,
  END_RECORD,
  type Entry,
  longAt,
  type Measures,
  readDirectory,
} from "./zip-records.ts";

/**
 * What comes after the file of an archive: its measures once more, where the header before the data
 * did not know them, the directory, and the record that says where that is. Source: PKWARE
 * APPNOTE.TXT 6.3.10, 4.3.9 and 4.3.14 to 4.3.16.
 */
const END_BYTES = 22;
const END64_LOCATOR = 0x07064b50;
const END64_LOCATOR_BYTES = 20;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const DESCRIPTOR = 0x08074b50;

const IN_ZIP64 = 0xffffffff;
const IN_ZIP64_SHORT = 0xffff;

/** Room for a directory of one file and its folders, with any name, extra fields and comments. */
export const LARGEST_TAIL = 5 * 64 * 1024;

/** What an archive was found to hold: one file, and the folders before it. */
export interface Contents {
  readonly file: Entry;
  readonly folders: readonly Entry[];
}

/** How long the directory says the packed file is. @param at where in the archive the tail begins */
export function packedBytesOf(tail: Buffer, at: number, contents: Contents): number {
  return listing(readTail(tail, at, contents).directory, contents.file).packedBytes;
}

/**
 * Proves that the archive ends as its beginning promised: with the measures that were found, a
 * directory of what it holds, and nothing behind it.
 * @param tail everything after the file's data
 * @param at where in the archive the tail begins
 * @param found of the file
 * @throws DownloadFailedError
 */
export function proveTail(tail: Buffer, at: number, contents: Contents, found: Measures): void {
  const { directory, before } = readTail(tail, at, contents);
  const { file, folders } = contents;
  prove(file.sizesFollow ? readDescriptor(before) : file, found);
  if (!file.sizesFollow && before.length > 0) throw new DownloadFailedError(BAD_DIRECTORY);
  prove(listing(directory, file), found);
  for (const folder of folders) prove(listing(directory, folder), folder);
}

/** What the directory says of an entry. */
function listing(directory: readonly Entry[], entry: Entry): Entry {
  const listed = directory.find(({ at }) => at === entry.at);
  const same = listed?.name.equals(entry.name) && listed.method === entry.method;
  if (!listed || !same || listed.encrypted) throw new DownloadFailedError(BAD_DIRECTORY);
  return listed;
}

interface Tail {
  /** Between the file's data and the directory. */
  readonly before: Buffer;
  readonly directory: readonly Entry[];
}

function readTail(tail: Buffer, at: number, { folders }: Contents): Tail {
  const { disks, entries, offset, length, end } = readEnd(tail, at);
  if (disks !== 0) throw new DownloadFailedError(BAD_DIRECTORY);
  if (entries > 1 + folders.length) {
    throw new DownloadFailedError("the archive holds more than one file");
  }
  const begin = offset - at;
  if (begin < 0 || begin + length !== end) throw new DownloadFailedError(BAD_DIRECTORY);
  const directory = readDirectory(tail.subarray(begin, end));
  // As many as it holds, each of which is looked for: so none of them is another's.
  if (directory.length !== entries || entries !== 1 + folders.length) {
    throw new DownloadFailedError(BAD_DIRECTORY);
  }
  return { before: tail.subarray(0, begin), directory };
}

function readEnd(tail: Buffer, at: number) {
  const begin = findEnd(tail);
  const disks = tail.readUInt32LE(begin + 4);
  const entries = tail.readUInt16LE(begin + 10);
  const length = tail.readUInt32LE(begin + 12);
  const offset = tail.readUInt32LE(begin + 16);
  const locator = begin - END64_LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== END64_LOCATOR) {
    return { disks, entries, offset, length, end: begin };
  }
  const begin64 = longAt(tail, locator + 8) - at;
  if (begin64 < 0 || begin64 + END64_BYTES > locator || tail.readUInt32LE(begin64) !== END64) {
    throw new DownloadFailedError(BAD_DIRECTORY);
  }
  return {
    disks,
    entries: entries === IN_ZIP64_SHORT ? longAt(tail, begin64 + 32) : entries,
    length: length === IN_ZIP64 ? longAt(tail, begin64 + 40) : length,
    offset: offset === IN_ZIP64 ? longAt(tail, begin64 + 48) : offset,
    end: begin64,
  };
}

/** The end record is last, but for a comment of a length that it states. */
function findEnd(tail: Buffer): number {
  let early = false;
  for (let begin = tail.length - END_BYTES; begin >= 0; begin -= 1) {
    if (tail.readUInt32LE(begin) !== END_RECORD) continue;
    const end = begin + END_BYTES + tail.readUInt16LE(begin + 20);
    if (end === tail.length) return begin;
    early ||= end < tail.length;
  }
  throw new DownloadFailedError(
    early
      ? "the archive goes on behind its directory"
      : "the archive is cut short: it has no directory",
  );
}

/** A checksum and two sizes of four or eight bytes each; most writers put a signature before them. */
function readDescriptor(bytes: Buffer): Measures {
  const signed = bytes.length % 8 === 0;
  const said = bytes.subarray(signed ? 4 : 0);
  const long = said.length === 20;
  if (!long && said.length !== 12) throw new DownloadFailedError(BAD_DIRECTORY);
  if (signed && bytes.readUInt32LE(0) !== DESCRIPTOR) throw new DownloadFailedError(BAD_DIRECTORY);
  return {
    crc: said.readUInt32LE(0),
    packedBytes: long ? longAt(said, 4) : said.readUInt32LE(4),
    bytes: long ? longAt(said, 12) : said.readUInt32LE(8),
  };
}

function prove(said: Measures, found: Measures): void {
  if (said.crc !== found.crc) throw new DownloadFailedError("the archive's checksum is wrong");
  if (said.bytes !== found.bytes || said.packedBytes !== found.packedBytes) {
    throw new DownloadFailedError("the archive's file has another size than the archive says");
  }
}
