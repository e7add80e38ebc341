import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type Recording, wavFile } from "../../../local/export-platform/wav.ts";
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
async function unpacked(archive: Uint8Array, pieceBytes = 1_000): Promise<Buffer | undefined> {
  const check = new RecordingCheck(METADATA);
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
}

/** An archive of the recording in any of the ways that writers write one. APPNOTE.TXT 4.3. */
function anArchive({ deflated, sizesFollow, zip64, signature, comment }: Layout): Buffer {
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
  const local = [Buffer.from("PK\x03\x04"), header(!sizesFollow), name, extra, data];
  const descriptor = sizesFollow
    ? [Buffer.from(signature ? "PK\x07\x08" : ""), size(crc32(WAV), false), ...sizes(zip64)]
    : [];
  const before = Buffer.concat([...local, ...descriptor]);
  const rest = Buffer.alloc(14);
  const version = Buffer.from([45, 0]);
  const made = [Buffer.from("PK\x01\x02"), version, header(true), rest, name, extra];
  const directory = Buffer.concat(made);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(zip64 ? 0xffff : 1, 4);
  end.writeUInt16LE(zip64 ? 0xffff : 1, 6);
  end.writeUInt32LE(zip64 ? 0xffffffff : directory.length, 8);
  end.writeUInt32LE(zip64 ? 0xffffffff : before.length, 12);
  end.writeUInt16LE(comment, 16);
  const one = size(1, true);
  const end64 = zip64
    ? [
        Buffer.from("PK\x06\x06"),
        size(44, true),
        Buffer.alloc(12),
        one,
        one,
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
