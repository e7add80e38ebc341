import { crc32 } from "node:zlib";
import { ByteSource } from "./byte-source.ts";
import { DownloadFailedError } from "./failure.ts";
import { inflated } from "./inflate.ts";
import { type Entry, LOCAL_HEADER_BYTES, localHeaderRest, readLocalHeader } from "./zip-records.ts";
import { LARGEST_TAIL, packedBytesOf, proveTail } from "./zip-tail.ts";

const PIECE = 64 * 1024;
const STORED = 0;
const DEFLATED = 8;

export interface UnpackLimits {
  /** Largest file that is unpacked. */
  readonly bytes: number;
  /** How many bytes may come of one byte of the archive. */
  readonly ratio: number;
}

/**
 * The file in a ZIP archive, piece by piece, while the archive is still arriving. The archive must
 * hold one `.wav` file, stored or deflated, and nothing else. What it says of the file is proven only
 * when the last piece has been asked for and none came: until then nothing is certain. Own code,
 * because the streaming readers in reach look neither at the checksum nor at the directory.
 * @throws DownloadFailedError
 */
export async function* unpackRecording(
  archive: AsyncIterable<Buffer>,
  limits: UnpackLimits,
): AsyncGenerator<Buffer, void> {
  const source = new ByteSource(archive);
  const entry = await nextEntry(source);
  if (!entry.sizesFollow && entry.bytes > limits.bytes) throw tooMuch();
  const most = entry.sizesFollow ? limits.bytes : entry.bytes;
  const from = source.position;
  let crc = 0;
  let bytes = 0;
  for await (const piece of contentOf(source, entry)) {
    bytes += piece.length;
    if (bytes > most || bytes > limits.ratio * source.position) throw tooMuch();
    crc = crc32(piece, crc);
    yield piece;
  }
  const at = source.position;
  const found = { crc, bytes, packedBytes: at - from };
  proveTail(await source.rest(LARGEST_TAIL), at, entry, found);
}

async function nextEntry(source: ByteSource): Promise<Entry> {
  const fixed = await source.take(LOCAL_HEADER_BYTES);
  const rest = await source.take(localHeaderRest(fixed));
  const entry = readLocalHeader(Buffer.concat([fixed, rest]));
  proveName(entry.name.toString("latin1"));
  if (entry.encrypted) throw new DownloadFailedError("the archive's file is encrypted");
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new DownloadFailedError("the archive's file is neither stored nor deflated");
  }
  return entry;
}

/** The name is no path of ours. One that climbs is refused all the same: nobody honest writes it. */
function proveName(name: string): void {
  if (/^\/|\\|:|\p{Cc}|(^|\/)\.\.(\/|$)/u.test(name)) {
    throw new DownloadFailedError("the archive's file has a name that leads out of the archive");
  }
  if (!/\.wav$/i.test(name)) throw new DownloadFailedError("the archive's file is no .wav file");
}

function contentOf(source: ByteSource, entry: Entry): AsyncIterable<Buffer> {
  if (entry.method === DEFLATED) {
    return inflated(source, entry.sizesFollow ? undefined : entry.packedBytes);
  }
  return entry.sizesFollow ? storedBeforeDirectory(source) : stored(source, entry.bytes);
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
async function* storedBeforeDirectory(source: ByteSource): AsyncGenerator<Buffer, void> {
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
  const end = from + packedBytesOf(tail, at) - at;
  if (end < 0 || end > tail.length) throw new DownloadFailedError("the archive is damaged");
  source.giveBack(tail.subarray(end));
  if (end > 0) yield tail.subarray(0, end);
}

function tooMuch(): DownloadFailedError {
  return new DownloadFailedError("the archive unpacks to more than it may");
}
