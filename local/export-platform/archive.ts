import { createHash } from "node:crypto";
import { Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { dataBytes, type Recording, wavFile } from "./wav.ts";

/**
 * How the ZIP is. Sound ones: `sizes-first` has the sizes before the data, `sizes-last` after them,
 * as archives that were written in one pass; `stored` is `sizes-last` without compression, and as
 * large as you like. The others:
 * - `cut-short` ends in the middle, though its declared length is right;
 * - `corrupt` has one wrong byte in the middle of the data;
 * - `bomb` declares the size of the recording and unpacks to sixteen mebibytes more;
 * - `climbing` has an entry whose path climbs out of the archive;
 * - `two-recordings`, `no-recording`: more and fewer than one `.wav`;
 * - `short-wav` has a WAV whose header speaks of twice its samples;
 * - `not-wav` has a `.wav` with other content; `not-zip` is a web page.
 */
export type ArchiveKind =
  | "sizes-first"
  | "sizes-last"
  | "stored"
  | "cut-short"
  | "corrupt"
  | "bomb"
  | "climbing"
  | "two-recordings"
  | "no-recording"
  | "short-wav"
  | "not-wav"
  | "not-zip";

export interface Archive {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The content, made anew each time. */
  chunks(): Iterable<Uint8Array>;
}

const BOMB_BYTES = 16 * 1024 * 1024;
/** The one time that ZIP entries bear, so that the same recording is the same archive. */
const ENTRY_TIME = "2026-01-05T00:00:00";

/** Makes an archive once through, to know its length and checksum, and keeps nothing of it. */
export function archiveOf(recording: Recording, kind: ArchiveKind, name: string): Archive {
  const chunks = () => MAKE[kind](recording, `${name}.wav`);
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of chunks()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex"), chunks };
}

type Make = (recording: Recording, entry: string) => Iterable<Uint8Array>;

const MAKE: Readonly<Record<ArchiveKind, Make>> = {
  "sizes-first": (recording, entry) => [zipped({ [entry]: wav(recording) })],
  "sizes-last": (recording, entry) => streamed(recording, new ZipDeflate(entry, { level: 1 })),
  stored: (recording, entry) => streamed(recording, new ZipPassThrough(entry)),
  "cut-short": (recording, entry) => {
    const whole = zipped({ [entry]: wav(recording) });
    return [whole.subarray(0, whole.length >> 1)];
  },
  corrupt: (recording, entry) => {
    const whole = zipped({ [entry]: wav(recording) });
    const middle = whole.length >> 1;
    whole[middle] = (whole[middle] as number) ^ 0xff;
    return [whole];
  },
  bomb: (recording, entry) => {
    const file = wav(recording);
    const content = Buffer.concat([file, Buffer.alloc(BOMB_BYTES)]);
    return [declaring(file.length, zipped({ [entry]: content }))];
  },
  climbing: (recording, entry) => [zipped({ [`../../${entry}`]: wav(recording) })],
  "two-recordings": (recording, entry) => [
    zipped({ [entry]: wav(recording), [`other-${entry}`]: wav(recording) }),
  ],
  "no-recording": () => [zipped({ "read-me.txt": Buffer.from("no recording was found\n") })],
  "short-wav": (recording, entry) => {
    const file = Buffer.concat([...wavFile(recording, 2 * dataBytes(recording))]);
    return [zipped({ [entry]: file })];
  },
  "not-wav": (_, entry) => [zipped({ [entry]: Buffer.from("this is no sound\n") })],
  "not-zip": () => [Buffer.from("<!doctype html><title>Sign in</title>\n")],
};

function wav(recording: Recording): Buffer {
  return Buffer.concat([...wavFile(recording)]);
}

function zipped(entries: Readonly<Record<string, Uint8Array>>): Buffer {
  return Buffer.from(zipSync({ ...entries }, { level: 1, mtime: ENTRY_TIME }));
}

/** fflate calls back before `push` returns: what came of a chunk can be passed on at once. */
function* streamed(
  recording: Recording,
  entry: ZipDeflate | ZipPassThrough,
): Generator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    made.push(data);
  });
  entry.mtime = ENTRY_TIME;
  zip.add(entry);
  for (const chunk of wavFile(recording)) {
    // fflate may keep and overwrite what it is given.
    entry.push(Uint8Array.from(chunk));
    yield* made.splice(0);
  }
  entry.push(new Uint8Array(0), true);
  zip.end();
  yield* made;
}

/**
 * The archive of one entry, declaring another size than it has: in the entry's own header (at its
 * 22nd byte) and in the central directory (at its 24th). PKWARE APPNOTE 4.3.7 and 4.3.12.
 */
function declaring(size: number, archive: Buffer): Buffer {
  archive.writeUInt32LE(size, 22);
  const directory = archive.readUInt32LE(archive.lastIndexOf("PK\x05\x06") + 16);
  archive.writeUInt32LE(size, directory + 24);
  return archive;
}
