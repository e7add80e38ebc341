import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type Recording, wavFile } from "../../../local/export-platform/wav.ts";
import type { ExportMetadata } from "../export-platform.ts";
import { RecordingCheck } from "./recording-check.ts";
import { unpackRecording } from "./unpack.ts";

const RECORDING: Recording = {
  durationSeconds: 0.25,
  channels: 1,
  sampleRate: 8000,
  toneHertz: 440,
  listChunk: true,
};
const METADATA = { duration: 0.25, channels: 1, sampleRate: 8000, format: "WAV" } as const;
const LIMITS = { bytes: 1_000_000, ratio: 1032 };
const NOTHING = Buffer.alloc(0);
const WAV = Buffer.concat([...wavFile(RECORDING)]);

/** The recording, if it would have been completed; undefined where it is refused. */
async function unpacked(
  archive: Uint8Array,
  pieceBytes = 1_000,
  metadata: ExportMetadata = METADATA,
): Promise<Buffer | undefined> {
  const check = new RecordingCheck(metadata);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of unpackRecording(inPieces(archive, pieceBytes), LIMITS)) {
      check.see(piece);
      pieces.push(Buffer.from(piece));
    }
    check.end();
    return Buffer.concat(pieces);
  } catch (error) {
    expect(error).toMatchObject({ name: "DownloadFailed" });
    return undefined;
  }
}

async function* inPieces(bytes: Uint8Array, most: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += most) yield Buffer.from(bytes.subarray(at, at + most));
}

interface Layout {
  readonly deflated: boolean;
  readonly sizesFollow: boolean;
  readonly zip64: boolean;
  readonly signature: boolean;
  readonly comment: number;
  readonly folder: boolean;
}

/** An archive of the recording in any of the ways that writers write one. APPNOTE.TXT 4.3. */
function anArchive(layout: Layout): Buffer {
  const { deflated, sizesFollow, zip64, signature, comment, folder } = layout;
  const folders = folder ? zipSync({ "a/": new Uint8Array() }, { level: 0 }) : NOTHING;
  const folderBytes = folder ? 30 + 2 : 0;
  const name = Buffer.from("a/call.wav");
  const data = deflated ? deflateRawSync(WAV) : WAV;
  const size = (value: number, long: boolean) => {
    const bytes = Buffer.alloc(long ? 8 : 4);
    if (long) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeUInt32LE(value);
    return bytes;
  };
  const sizes = (long: boolean) => [size(data.length, long), size(WAV.length, long)];
  const extra = zip64
    ? Buffer.concat([Buffer.from([9, 9, 0, 0, 1, 0, 16, 0]), ...sizes(true).reverse()])
    : Buffer.alloc(0);
  const header = (known: boolean) => {
    const bytes = Buffer.alloc(26);
    bytes.writeUInt16LE(zip64 ? 45 : 20, 0);
    bytes.writeUInt16LE(sizesFollow ? 8 : 0, 2);
    bytes.writeUInt16LE(deflated ? 8 : 0, 4);
    bytes.writeUInt32LE(known ? crc32(WAV) : 0, 10);
    bytes.writeUInt32LE(zip64 ? 0xffffffff : known ? data.length : 0, 14);
    bytes.writeUInt32LE(zip64 ? 0xffffffff : known ? WAV.length : 0, 18);
    bytes.writeUInt16LE(name.length, 22);
    bytes.writeUInt16LE(extra.length, 24);
    return bytes;
  };
  const ahead = Buffer.from(folders.subarray(0, folderBytes));
  const local = [ahead, Buffer.from("PK\x03\x04"), header(!sizesFollow), name, extra, data];
  const descriptor = sizesFollow
    ? [Buffer.from(signature ? "PK\x07\x08" : ""), size(crc32(WAV), false), ...sizes(zip64)]
    : [];
  const before = Buffer.concat([...local, ...descriptor]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(folderBytes, 10);
  const version = Buffer.from([45, 0]);
  const listed = folders.subarray(folderBytes, folderBytes && -22);
  const made = [listed, Buffer.from("PK\x01\x02"), version, header(true), rest, name, extra];
  const directory = Buffer.concat(made);
  const entries = folder ? 2 : 1;
  const end = Buffer.alloc(18);
  end.writeUInt16LE(zip64 ? 0xffff : entries, 4);
  end.writeUInt16LE(zip64 ? 0xffff : entries, 6);
  end.writeUInt32LE(zip64 ? 0xffffffff : directory.length, 8);
  end.writeUInt32LE(zip64 ? 0xffffffff : before.length, 12);
  end.writeUInt16LE(comment, 16);
  const count = size(entries, true);
  const end64 = zip64
    ? [
        Buffer.from("PK\x06\x06"),
        size(44, true),
        Buffer.alloc(12),
        count,
        count,
        size(directory.length, true),
        size(before.length, true),
        Buffer.from("PK\x06\x07\0\0\0\0"),
        size(before.length + directory.length, true),
        Buffer.from([1, 0, 0, 0]),
      ]
    : [];
  const last = [Buffer.from("PK\x05\x06"), end, Buffer.alloc(comment, "c")];
  return Buffer.concat([before, directory, ...end64, ...last]);
}

const layouts = fc.record({
  deflated: fc.boolean(),
  sizesFollow: fc.boolean(),
  zip64: fc.boolean(),
  signature: fc.boolean(),
  comment: fc.constantFrom(0, 30),
  folder: fc.boolean(),
});

describe("an archive", () => {
  it("gives its recording in every layout, however its bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(layouts, fc.integer({ min: 1, max: 9_000 }), async (layout, pieceBytes) => {
        expect(WAV.equals((await unpacked(anArchive(layout), pieceBytes)) ?? NOTHING)).toBe(true);
      }),
    );
  });

  it("of another writer is read, too", async () => {
    for (const level of [0, 1, 9] as const) {
      expect(await unpacked(zipSync({ "call.WAV": WAV }, { level }))).toEqual(WAV);
    }
  });

  it("may have the recording in folders", async () => {
    for (const level of [0, 9] as const) {
      const nested = { "a/": new Uint8Array(), "a/b/": new Uint8Array(), "a/b/call.wav": WAV };
      expect(await unpacked(zipSync(nested, { level }))).toEqual(WAV);
    }
  });

  it("of nothing but silence is within the ratio that deflate reaches", async () => {
    const [header] = wavFile({ ...RECORDING, durationSeconds: 60 });
    const silence = Buffer.concat([header ?? NOTHING, Buffer.alloc(60 * 16_000)]);
    const archive = zipSync({ "call.wav": silence }, { level: 9 });
    let bytes = 0;
    for await (const piece of unpackRecording(inPieces(archive, 7), LIMITS)) bytes += piece.length;
    expect(bytes).toBe(silence.length);
  });

  it("that is cut anywhere gives nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        layouts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (layout, part) => {
          const archive = anArchive(layout);
          const cut = Math.min(archive.length - 1, Math.floor(archive.length * part));
          expect(await unpacked(archive.subarray(0, cut))).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  it("with flipped bits gives nothing, or the recording as it was", async () => {
    const flip = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      inTheLast: fc.boolean(),
      bits: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(
        layouts,
        fc.array(flip, { minLength: 1, maxLength: 3 }),
        async (layout, flips) => {
          const archive = anArchive(layout);
          for (const { at, inTheLast, bits } of flips) {
            // Most of an archive is data: half of the flips are for what stands around it.
            const room = inTheLast ? Math.min(250, archive.length) : archive.length;
            const index = archive.length - 1 - Math.floor(room * at);
            archive[index] = (archive[index] ?? 0) ^ bits;
          }
          const got = await unpacked(archive);
          expect(got === undefined || got.equals(WAV)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("of any bytes whatever is refused, and never an unexpected error", async () => {
    const beginnings = fc.constantFrom("", "PK\x03\x04", "PK\x05\x06");
    await fc.assert(
      fc.asyncProperty(beginnings, fc.uint8Array({ maxLength: 400 }), async (begin, bytes) => {
        expect(await unpacked(Buffer.concat([Buffer.from(begin), bytes]))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

describe("a recording", () => {
  it.each([
    ["8-bit PCM", 1, 8],
    ["24-bit PCM", 1, 24],
    ["32-bit PCM", 1, 32],
    ["A-law", 6, 8],
    ["mu-law", 7, 8],
  ])("may be %s", async (_, codec, bits) => {
    const file = Buffer.concat([...wavFile({ ...RECORDING, durationSeconds: 0.375 })]);
    file.writeUInt16LE(codec, 20);
    file.writeUInt32LE((8_000 * bits) / 8, 28);
    file.writeUInt16LE(bits / 8, 32);
    file.writeUInt16LE(bits, 34);
    // The samples of 16 bits, read so, are as many bytes of another duration.
    const metadata = { ...METADATA, duration: (0.375 * 16) / bits };
    expect(await unpacked(zipSync({ "call.wav": file }), 1_000, metadata)).toEqual(file);
  });

  it("may be followed by other chunks, wherever its pieces end", async () => {
    const chunk = Buffer.from("LIST\x05\0\0\0abcde\0id3 \0\0\0\0", "latin1");
    const file = Buffer.concat([WAV, chunk]);
    file.writeUInt32LE(file.length - 8, 4);
    for (const pieceBytes of [1, 7, 50_000]) {
      const archive = zipSync({ "call.wav": file }, { level: 0 });
      expect(await unpacked(archive, pieceBytes)).toEqual(file);
    }
  });

  it("cut or longer than its header says is refused, wherever", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: WAV.length + 100 }), async (length) => {
        const file = Buffer.concat([WAV, Buffer.alloc(100)]).subarray(0, length);
        const got = await unpacked(zipSync({ "call.wav": file }, { level: 0 }));
        expect(got !== undefined).toBe(length === WAV.length);
      }),
    );
  });
});
