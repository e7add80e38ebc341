import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { type Zippable, zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Fate } from "../../../local/export-platform/fate.ts";
import { FATES, type FateName } from "../../../local/export-platform/fates.ts";
import { type Recording, wavFile } from "../../../local/export-platform/wav.ts";
import { ArchiveHost } from "../../../test/archive-host.ts";
import { BUCKET, DownloadRoom, type Told } from "../../../test/download-room.ts";
import { captureLines } from "../../../test/written-lines.ts";
import type { Worker } from "./open-worker.ts";

let room: DownloadRoom;
let host: ArchiveHost;
let worker: Worker;
let calls = 0;

beforeAll(async () => {
  host = await ArchiveHost.open();
  room = await DownloadRoom.open();
  worker = room.worker();
});
afterAll(async () => {
  await room.close();
  await host.close();
});
beforeEach(() => void captureLines());
afterEach(() => vi.restoreAllMocks());

/** The call's length as metadata has it; no checksum, so that the archive itself must tell. */
const RECORDING = { durationSeconds: 2, channels: 1, sampleRate: 8000 } as const;
const UNCHECKED: Fate = { recording: RECORDING, metadata: { sha256: undefined } };
const SOUND: Recording = { ...RECORDING, toneHertz: 440, listChunk: false };

async function refused(fate: Fate, more: object = {}, by = worker): Promise<Told> {
  calls += 1;
  const told = await room.live(async () => {
    const call = await room.request(`CALL-${calls}`, fate, more);
    await by.work(await room.receive());
    return room.told(call);
  });
  expect(room.visible()).toEqual([]);
  expect(room.s3.unfinishedUploads(BUCKET)).toBe(0);
  expect(room.left()).toBe(0);
  return told;
}

/** The cause that the execution sees of an archive which the host serves in the platform's stead. */
async function causeOf(archive: Uint8Array, by = worker): Promise<string | undefined> {
  host.serve(archive);
  const { error, cause } = await refused(UNCHECKED, { downloadUrl: host.url, fileSize: null }, by);
  expect(error).toBe("DownloadFailed");
  return cause;
}

function wav(recording: Partial<Recording> = {}, declared?: number): Buffer {
  return Buffer.concat([...wavFile({ ...SOUND, ...recording }, declared)]);
}

function zip(entries: Zippable = { "call.wav": wav() }): Buffer {
  return Buffer.from(zipSync(entries, { level: 1 }));
}

describe("nothing becomes visible of, and the machine hears of", () => {
  it.each<[FateName, RegExp]>([
    ["archive-cut-short", /damaged|cut short/],
    ["archive-corrupt", /damaged|checksum is wrong/],
    ["wrong-checksum", /SHA-256 is not what the metadata says/],
    ["wrong-file-size", /size is not what the platform says/],
    ["zip-bomb", /unpacks to more than it may/],
    ["path-climbing-out", /name that leads out/],
    ["two-recordings", /more than one file/],
    ["no-recording", /is no \.wav file/],
    ["wav-cut-short", /length is not what its header says|is not what the metadata says/],
    ["not-a-wav", /is no WAV file/],
    ["not-a-zip", /no ZIP archive|cut short/],
    ["metadata-of-another-length", /recording's duration is not what the metadata says/],
    ["metadata-of-another-rate", /recording's sampleRate is not what/],
    ["metadata-of-more-channels", /recording's channels is not what/],
    ["metadata-of-another-format", /no usable metadata.format/],
    ["metadata-missing", /HTTP 404/],
    ["download-gone", /the download host answered HTTP 404/],
    ["redirected-elsewhere", /not among EXPORT_DOWNLOAD_HOSTS/],
    ["redirected-in-a-circle", /more than 5 times/],
  ])("%s", async (name, cause) => {
    const told = await refused({ ...FATES[name], exportSeconds: 60 });
    expect(told).toMatchObject({ status: "FAILED", error: "DownloadFailed" });
    expect(told.cause).toMatch(cause);
    expect(told.cause).not.toMatch(/http|127\.0\.0\.1|invalid/);
  });

  it.each<[string, () => Buffer, RegExp]>([
    ["an archive of nothing", () => Buffer.alloc(0), /cut short/],
    ["an archive without a directory", () => zip().subarray(0, -60), /directory|cut short/],
    [
      "an archive with something behind it",
      () => Buffer.concat([zip(), Buffer.alloc(9)]),
      /goes on behind its directory/,
    ],
    [
      "an archive with something before it",
      () => Buffer.concat([Buffer.alloc(9), zip()]),
      /no ZIP/,
    ],
    ["an absolute path", () => zip({ "/etc/call.wav": wav() }), /leads out/],
    ["a path of another system", () => zip({ "..\\call.wav": wav() }), /leads out/],
    ["a drive", () => zip({ "C:call.wav": wav() }), /leads out/],
    ["an archive of no file", () => zip({}), /holds no file/],
    ["a folder alone", () => zip({ "a/": new Uint8Array() }), /holds no file/],
    [
      "a folder that climbs",
      () => zip({ "../": new Uint8Array(), "call.wav": wav() }),
      /leads out/,
    ],
    [
      "a folder that is a file",
      () => zip({ "a/": wav(), "call.wav": wav() }),
      /more than one file/,
    ],
    [
      "folders without end",
      () => zip({ ...manyFolders(17), "call.wav": wav() }),
      /more than one file/,
    ],
    [
      "a directory that points elsewhere",
      () => {
        const archive = zip();
        return patched(archive, archive.lastIndexOf("PK\x01\x02") + 42, 7);
      },
      /directory is damaged/,
    ],
    ["an empty recording", () => zip({ "call.wav": new Uint8Array() }), /before its samples/],
    [
      "a recording without audio",
      () => zip({ "call.wav": wav({ durationSeconds: 0 }) }),
      /no audio/,
    ],
    [
      "a header of more than there is",
      () => zip({ "call.wav": wav({ durationSeconds: 1 }, 32_000) }),
      /length/,
    ],
    [
      "a recording with something behind it",
      () => zip({ "call.wav": Buffer.concat([wav(), Buffer.alloc(2)]) }),
      /length/,
    ],
    ["an encrypted file", () => patched(zip(), 6, 1), /encrypted/],
    ["an unknown compression", () => patched(zip(), 8, 12), /neither stored nor deflated/],
    [
      "a size declared above the limit",
      () => patched(zip(), 22, 255, 255, 255, 254),
      /more than it may/,
    ],
    ["samples of another size", () => zip({ "call.wav": patched(wav(), 34, 8) }), /contradicts/],
    ["samples of a real codec", () => zip({ "call.wav": patched(wav(), 20, 2) }), /neither PCM/],
    ["A-law samples of 16 bits", () => zip({ "call.wav": patched(wav(), 20, 6) }), /neither PCM/],
    ["a second recording in the file", () => zip({ "call.wav": trailing("data") }), /more samples/],
    ["a second format", () => zip({ "call.wav": trailing("fmt ") }), /more samples/],
    ["a chunk without a name", () => zip({ "call.wav": trailing("\0\0\0\0") }), /end is damaged/],
    [
      "a chunk that is cut off",
      () => zip({ "call.wav": trailing("LIST", 100, 104) }),
      /end is damaged/,
    ],
    [
      "more after the samples than anybody needs",
      () => zip({ "call.wav": trailing("LIST", 70_000) }),
      /too much after its samples/,
    ],
    [
      "a rate that contradicts itself",
      () => zip({ "call.wav": patched(wav(), 28, 1) }),
      /contradicts itself/,
    ],
  ])("%s", async (_, archive, cause) => {
    expect(await causeOf(archive())).toMatch(cause);
  });

  it("a file that never ends, without a size beforehand", async () => {
    const endless = Buffer.concat([wav({}, 0xffffff00), Buffer.alloc(64 * 1024 * 1024)]);
    const small = room.worker({ DOWNLOAD_MAX_BYTES: "1000000" });
    expect(await causeOf(unsized(endless), small)).toMatch(/is not what the metadata says/);
    const honestHeader = Buffer.concat([wav(), Buffer.alloc(64 * 1024 * 1024)]);
    expect(await causeOf(unsized(honestHeader), small)).toMatch(/length is not what|more than/);
  });

  it("a file that unpacks to more than the ratio allows", async () => {
    const silence = wav();
    silence.fill(0, 44);
    const strict = room.worker({ DOWNLOAD_MAX_RATIO: "20" });
    expect(await causeOf(zip({ "call.wav": silence }), strict)).toMatch(/more than it may/);
  });

  it("an archive larger than the limit, before it is read", async () => {
    const small = room.worker({ DOWNLOAD_MAX_BYTES: "1000" });
    const stored = Buffer.from(zipSync({ "call.wav": wav() }, { level: 0 }));
    expect(await causeOf(stored, small)).toMatch(/larger than it may be/);
  });

  it("an archive without a size, and one that is encoded again", async () => {
    const other = { downloadUrl: host.url, fileSize: null };
    host.answer((_, response) => {
      response.flushHeaders();
      response.end(zip());
    });
    expect((await refused(UNCHECKED, other)).cause).toMatch(/without a size/);
    host.serve(zip(), { "content-encoding": "gzip" });
    expect((await refused(UNCHECKED, other)).cause).toMatch(/encodes the archive/);
  });
});

it("a redirect that does not say where is asked for once", async () => {
  host.answer((_, response) => void response.writeHead(302).end());
  const { cause } = await refused(UNCHECKED, { downloadUrl: host.url });
  expect(cause).toMatch(/does not say where/);
  expect(host.asked).toHaveLength(1);
});

describe("an archive whose checksum is known", () => {
  it("is never visible with a byte that is another, or without its end", async () => {
    const sound = zip();
    const sha256 = createHash("sha256").update(sound).digest("hex");
    const position = fc.integer({ min: 0, max: sound.length - 1 });
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 0, max: 255 }), async (at, bits) => {
        const spoilt =
          bits === 0 ? sound.subarray(0, at) : patched(sound, at, (sound[at] ?? 0) ^ bits);
        host.serve(spoilt);
        const fate = { recording: RECORDING, metadata: { sha256 } };
        const told = await refused(fate, { downloadUrl: host.url, fileSize: null });
        expect(told.error).toBe("DownloadFailed");
      }),
      { numRuns: 25 },
    );
  });
});

describe("an address that nothing is fetched from:", () => {
  it.each([
    ["another host", "https://elsewhere.invalid/x.zip", /not among EXPORT_DOWNLOAD_HOSTS/],
    ["http on another host", "http://elsewhere.invalid/x.zip", /not https/],
    ["a file", "file:///etc/passwd", /not https/],
    ["data", "data:application/zip;base64,UEsDBA==", /not https/],
    ["none", "the recording", /no URL/],
    ["a password", "http://user:secret@127.0.0.1/x.zip", /user or a password/],
    ["a host that begins as an allowed one", "https://127.0.0.1.elsewhere.invalid/", /not among/],
  ])("%s", async (_, downloadUrl, cause) => {
    const told = await refused(UNCHECKED, { downloadUrl });
    expect(told.cause).toMatch(cause);
    expect(told.cause).not.toContain(downloadUrl);
  });

  it("none of them is reached by a redirect either, and no other origin is told the token", async () => {
    for (const location of [
      "https://elsewhere.invalid/",
      "http://elsewhere.invalid/",
      "file:///",
    ]) {
      host.answer((_, response) => void response.writeHead(302, { location }).end());
      const { cause } = await refused(UNCHECKED, { downloadUrl: host.url });
      expect(cause).toMatch(/not among|not https/);
      expect(host.asked).toEqual([["/", undefined]]);
    }
  });
});

/** The same bytes, but for some from `at` on. */
function patched(bytes: Buffer, at: number, ...values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

function manyFolders(count: number): Zippable {
  const names = Array.from({ length: count }, (_, index) => `${"a/".repeat(index + 1)}`);
  return Object.fromEntries(names.map((name) => [name, new Uint8Array()]));
}

/** A recording with one more chunk, which its container counts. */
function trailing(id: string, length = 40, said = length): Buffer {
  const chunk = Buffer.alloc(8 + length);
  chunk.write(id, "latin1");
  chunk.writeUInt32LE(said, 4);
  const file = Buffer.concat([wav(), chunk]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

/** An archive of one deflated file whose sizes come after it. */
function unsized(content: Buffer): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 6);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(8, 26);
  return Buffer.concat([local, Buffer.from("call.wav"), deflateRawSync(content)]);
}
