import { crc32 } from "node:zlib";
import { ByteSource } from "./byte-source.ts";
import { DownloadFailedError } from "./failure.ts";
import { inflated } from "./inflate.ts";
import {
  type Entry,
  LOCAL_HEADER_BYTES,
  localHeaderRest,
  proveLocalHeader,
  readLocalHeader,
  SIGNATURE_BYTES,
} from "./zip-records.ts";
import { type Contents, LARGEST_TAIL, packedBytesOf, proveTail } from "./zip-tail.ts";

const PIECE = 64 * 1024;
const STORED = 0;
const DEFLATED = 8;

/** Around one file; more is no path that anybody gave it. */
const MOST_FOLDERS = 16;

export interface UnpackLimits {
  /** Largest file that is unpacked. */
  readonly bytes: number;
  /** How many bytes may come of one byte of the archive. */
  readonly ratio: number;
}

/**
 * The file in a ZIP archive, piece by piece, while the archive is still arriving. The archive must
 * hold one `.wav` file, stored or deflated, and nothing else but its folders, before it. What it says of the file is proven only
 * when the last piece has been asked for and none came: until then nothing is certain. Own code,
 * because the streaming readers in reach look neither at the checksum nor at the directory.
 * @throws DownloadFailedError
 */
export async function* unpackRecording(
  archive: AsyncIterable<Buffer>,
  limits: UnpackLimits,
): AsyncGenerator<Buffer, void> {
  const source = new ByteSource(archive);
  const contents = await contentsOf(source);
  const entry = contents.file;
  if (!entry.sizesFollow && entry.bytes > limits.bytes) throw tooMuch();
  const most = entry.sizesFollow ? limits.bytes : entry.bytes;
  const from = source.position;
  let crc = 0;
  let bytes = 0;
  for await (const piece of dataOf(source, contents)) {
    bytes += piece.length;
    if (bytes > most || bytes > limits.ratio * source.position) throw tooMuch();
    crc = crc32(piece, crc);
    yield piece;
  }
  const at = source.position;
  const found = { crc, bytes, packedBytes: at - from };
  proveTail(await source.rest(LARGEST_TAIL), at, contents, found);
}

/** Up to the file's data. */
async function contentsOf(source: ByteSource): Promise<Contents> {
  const folders: Entry[] = [];
  for (;;) {
    const entry = await nextEntry(source);
    const name = entry.name.toString("latin1");
    proveName(name);
    if (!name.endsWith("/")) {
      proveFile(entry, name);
      return { file: entry, folders };
    }
    await proveFolder(source, entry);
    folders.push(entry);
    if (folders.length > MOST_FOLDERS) throw moreThanOneFile();
  }
}

/** A folder is empty; some writers deflate its nothing. */
async function proveFolder(source: ByteSource, entry: Entry): Promise<void> {
  if (entry.bytes > 0 || entry.sizesFollow) throw moreThanOneFile();
  for await (const _ of dataOf(source, { file: entry, folders: [] })) throw moreThanOneFile();
}

async function nextEntry(source: ByteSource): Promise<Entry> {
  const at = source.position;
  const signature = await source.take(SIGNATURE_BYTES);
  proveLocalHeader(signature);
  const rest = await source.take(LOCAL_HEADER_BYTES - SIGNATURE_BYTES);
  const fixed = Buffer.concat([signature, rest]);
  const variable = await source.take(localHeaderRest(fixed));
  return readLocalHeader(Buffer.concat([fixed, variable]), at);
}

function proveFile({ encrypted, method }: Entry, name: string): void {
  if (!/\.wav$/i.test(name)) throw new DownloadFailedError("the archive's file is no .wav file");
  if (encrypted) throw new DownloadFailedError("the archive's file is encrypted");
  if (method !== STORED && method !== DEFLATED) {
    throw new DownloadFailedError("the archive's file is neither stored nor deflated");
  }
}

/** The name is no path of ours. One that climbs is refused all the same: nobody honest writes it. */
function proveName(name: string): void {
  if (/^\/|\\|:|\p{Cc}|(^|\/)\.\.(\/|$)/u.test(name)) {
    throw new DownloadFailedError("the archive's file has a name that leads out of the archive");
  }
}

function dataOf(source: ByteSource, contents: Contents): AsyncIterable<Buffer> {
  const { sizesFollow, method, packedBytes, bytes } = contents.file;
  if (method === DEFLATED) return inflated(source, sizesFollow ? undefined : packedBytes);
  return sizesFollow ? storedBeforeDirectory(source, contents) : stored(source, bytes);
}

async function* stored(source: ByteSource, length: number): AsyncGenerator<Buffer, void> {
  for (let missing = length; missing > 0; ) {
    const piece = await source.some(Math.min(missing, PIECE));
    if (piece.length === 0) throw new DownloadFailedError("the archive is cut short");
    missing -= piece.length;
    yield piece;
  }
}

/**
 * Nothing in stored data says where it ends, only the directory does. So as much as the end of an
 * archive can be is held back until the end has come.
 */
async function* storedBeforeDirectory(
  source: ByteSource,
  contents: Contents,
): AsyncGenerator<Buffer, void> {
  const from = source.position;
  const held: Buffer[] = [];
  let heldBytes = 0;
  for (;;) {
    const piece = await source.some(PIECE);
    if (piece.length === 0) break;
    held.push(piece);
    heldBytes += piece.length;
    for (let first = held[0]; first && heldBytes - first.length >= LARGEST_TAIL; first = held[0]) {
      held.shift();
      heldBytes -= first.length;
      yield first;
    }
  }
  const tail = Buffer.concat(held);
  const at = source.position - heldBytes;
  const end = from + packedBytesOf(tail, at, contents) - at;
  if (end < 0 || end > tail.length) throw new DownloadFailedError("the archive is damaged");
  source.giveBack(tail.subarray(end));
  if (end > 0) yield tail.subarray(0, end);
}

function moreThanOneFile(): DownloadFailedError {
  return new DownloadFailedError("the archive holds more than one file");
}

function tooMuch(): DownloadFailedError {
  return new DownloadFailedError("the archive unpacks to more than it may");
}
