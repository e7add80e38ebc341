import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { Unzip, UnzipInflate, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aPlatform, readWav, type TestPlatform, unzipped } from "./a-platform.ts";
import type { ArchiveKind } from "./archive.ts";
import type { Fate } from "./fate.ts";
import { FATES, type FateName } from "./fates.ts";

let platform: TestPlatform;

beforeEach(async () => {
  platform = await aPlatform();
});
afterEach(() => platform.close());

describe("calls of the API", () => {
  test("are refused with a status, so often as asked, and then not", async () => {
    platform.script("CALL-1", {
      faults: {
        createJob: [
          { kind: "error", status: 500, times: 2 },
          { kind: "throttle", retryAfter: 7 },
          { kind: "throttle", retryAfter: { dateInSeconds: 30 } },
          { kind: "throttle", retryAfter: "in a while" },
          { kind: "throttle", retryAfter: null },
        ],
      },
    });
    const answers = [];
    for (let call = 0; call < 7; call += 1) {
      const { status, headers } = await platform.create("CALL-1");
      answers.push([status, headers.get("retry-after")]);
    }
    expect(answers).toEqual([
      [500, null],
      [500, null],
      [429, "7"],
      [429, "Mon, 05 Jan 2026 09:00:30 GMT"],
      [429, "in a while"],
      [429, null],
      [201, null],
    ]);
  });

  test("are done though their answer is lost", async () => {
    platform.script("CALL-1", FATES["create-answer-lost"]);
    await expect(platform.create("CALL-1")).rejects.toThrow();
    expect(platform.jobs()).toHaveLength(1);
    expect((await platform.create("CALL-1")).status).toBe(200);
    expect(platform.counts()).toEqual({ "createJob lost": 1, "createJob 200": 1 });
  });

  test("hang until their client gives up, and time may pass meanwhile", async () => {
    platform.script("CALL-1", FATES["create-hangs"]);
    const giveUp = new AbortController();
    const asking = platform.create("CALL-1", { signal: giveUp.signal });
    while (platform.jobs().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await platform.clock.advance(3_600_000);
    giveUp.abort();
    await expect(asking).rejects.toThrow("aborted");
  });

  test("answer with what is no JSON, and without their fields", async () => {
    platform.script("CALL-1", FATES["create-not-json"]);
    await expect(platform.create("CALL-1")).rejects.toThrow("JSON");
    platform.script("CALL-2", FATES["create-without-id"]);
    expect((await platform.create("CALL-2")).body).not.toHaveProperty("exportJobId");
  });

  test.each([
    ["unknown-status", { status: "PAUSED" }],
    ["empty-download-url", { status: "COMPLETED", downloadUrl: "" }],
    ["wrong-file-size", { fileSize: 15_728_640 }],
  ] as const)("say what is not so: %s", async (name, said) => {
    const { jobId } = await platform.completed("CALL-1", FATES[name]);
    expect((await platform.status(jobId)).body).toMatchObject(said);
  });

  test.each([
    ["no-status", "status"],
    ["no-download-url", "downloadUrl"],
  ] as const)("leave out what should be there: %s", async (name, field) => {
    const { jobId } = await platform.completed("CALL-1", FATES[name]);
    expect((await platform.status(jobId)).body).not.toHaveProperty(field);
  });

  test("give metadata that disagree, and none", async () => {
    const metadata = async (call: string, fate: FateName) => {
      const { jobId } = await platform.completed(call, FATES[fate]);
      return platform.metadata(jobId);
    };
    expect(await metadata("CALL-1", "metadata-of-another-rate")).toMatchObject({
      body: { metadata: { sampleRate: 44_100, format: "WAV" } },
    });
    expect((await metadata("CALL-2", "metadata-missing")).status).toBe(404);
    expect((await metadata("CALL-3", "metadata-empty")).body).toEqual({});
  });
});

describe("archives", () => {
  async function fetched(archive: ArchiveKind, fate: Fate = {}): Promise<Buffer> {
    const { downloadUrl } = await platform.completed(`CALL-${archive}`, { ...fate, archive });
    const response = await platform.get(downloadUrl);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-length")).toBe(String(bytes.length));
    return bytes;
  }

  test("of every sound layout hold what the metadata say", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.constantFrom<ArchiveKind>("sizes-first", "sizes-last", "stored"),
        fc.record({
          durationSeconds: fc.constantFrom(0, 0.25, 1, 2.5),
          channels: fc.integer({ min: 1, max: 4 }),
          sampleRate: fc.constantFrom(8_000, 16_000),
          listChunk: fc.boolean(),
        }),
        async (call, archive, recording) => {
          const { jobId, downloadUrl } = await platform.completed(call, { archive, recording });
          const { metadata } = (await platform.metadata(jobId)).body;
          const bytes = await (await platform.get(downloadUrl)).arrayBuffer();
          const [file] = Object.values(unzipped(bytes));
          const { durationSeconds, channels, sampleRate } = recording;
          expect(metadata).toMatchObject({ duration: durationSeconds, channels, sampleRate });
          const data = durationSeconds * sampleRate * channels * 2;
          expect(readWav(file as Buffer)).toMatchObject({
            riffBytes: file?.length,
            channels,
            sampleRate,
            declaredBytes: data,
            dataBytes: data,
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  test("a bomb declares the recording's size and unpacks to far more", async () => {
    const recording = { durationSeconds: 1, channels: 1, listChunk: false };
    const bytes = await fetched("bomb", { recording });
    let declared: number | undefined;
    let unpacked = 0;
    const unzip = new Unzip((file) => {
      declared = file.originalSize;
      file.ondata = (_, chunk) => {
        unpacked += chunk.length;
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    unzip.push(new Uint8Array(bytes), true);
    expect(declared).toBe(16_044);
    expect(unpacked).toBe(16_044 + 16 * 1024 * 1024);
    expect(bytes.length).toBeLessThan(200_000);
  });

  test("others are not what one may unpack", async () => {
    const cut = await fetched("cut-short");
    expect(cut.subarray(0, 2).toString()).toBe("PK");
    expect(cut.includes("PK\x05\x06")).toBe(false);
    const names = async (kind: ArchiveKind) => Object.keys(unzipSync(await fetched(kind)));
    expect(await names("climbing")).toEqual(["../../CALL-climbing.wav"]);
    expect(await names("two-recordings")).toHaveLength(2);
    expect(await names("no-recording")).toEqual(["read-me.txt"]);
    expect((await fetched("not-zip")).toString()).toContain("Sign in");
    const [text] = Object.values(unzipSync(await fetched("not-wav")));
    expect(Buffer.from(text ?? []).toString()).toBe("this is no sound\n");
    const [short] = Object.values(unzipSync(await fetched("short-wav")));
    const { declaredBytes, dataBytes } = readWav(Buffer.from(short ?? []));
    expect(declaredBytes).toBe(2 * Number(dataBytes));
  });

  test("a corrupt one differs from the sound one in one byte", async () => {
    const recording = { durationSeconds: 1, channels: 1, toneHertz: 440, listChunk: false };
    const sound = (await platform.completed("CALL-1", { archive: "sizes-first", recording }))
      .downloadUrl;
    platform.script("CALL-1", { exportSeconds: 60, archive: "corrupt", recording });
    const corrupt = Buffer.from(await (await platform.get(sound)).arrayBuffer());
    platform.script("CALL-1", { exportSeconds: 60, archive: "sizes-first", recording });
    const whole = Buffer.from(await (await platform.get(sound)).arrayBuffer());
    expect(corrupt.length).toBe(whole.length);
    expect(whole.filter((byte, at) => byte !== corrupt[at])).toHaveLength(1);
  });
});

describe("downloads", () => {
  test("break off in the middle", async () => {
    const { downloadUrl } = await platform.completed("CALL-1", FATES["download-breaks-off-once"]);
    const broken = await platform.get(downloadUrl);
    await expect(broken.arrayBuffer()).rejects.toThrow();
    const whole = await (await platform.get(downloadUrl)).arrayBuffer();
    expect(whole.byteLength).toBe(Number(broken.headers.get("content-length")));
    expect(platform.counts()).toMatchObject({ "download lost": 1, "download 200": 1 });
  });

  test("take as long as asked, in virtual time", async () => {
    const { downloadUrl } = await platform.completed("CALL-1", FATES["download-slow"]);
    const { clock } = platform;
    const before = clock.now();
    const bytes = await clock.drive(() =>
      clock.waiting(platform.get(downloadUrl).then((response) => response.arrayBuffer())),
    );
    expect((clock.now() - before) / 1000).toBe(1500);
    expect(Object.keys(unzipped(bytes))).toEqual(["CALL-1.wav"]);
  });

  test("hang in the middle, while time passes, until their client gives up", async () => {
    const { downloadUrl } = await platform.completed("CALL-1", FATES["download-hangs"]);
    const giveUp = new AbortController();
    const response = await platform.get(downloadUrl, { signal: giveUp.signal });
    const first = await response.body?.getReader().read();
    expect(first?.done).toBe(false);
    await platform.clock.advance(7_200_000);
    giveUp.abort();
    await platform.clock.settle();
  });

  test("lead within the platform, in a circle, and elsewhere", async () => {
    const urlOf = async (call: string, fate: FateName) =>
      (await platform.completed(call, FATES[fate])).downloadUrl;
    expect((await platform.get(await urlOf("CALL-1", "redirected-within"))).status).toBe(200);
    await expect(platform.get(await urlOf("CALL-2", "redirected-in-a-circle"))).rejects.toThrow();
    const redirect = "manual";
    const away = await platform.get(await urlOf("CALL-3", "redirected-elsewhere"), { redirect });
    expect(away.headers.get("location")).toBe("https://elsewhere.invalid/");
  });

  test("lead to any URL, where a client that should not follow can be seen", async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.url);
      response.end();
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    const to = new URL(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/elsewhere`);
    const faults = { download: [{ kind: "redirect", to }] } as const;
    const { downloadUrl } = await platform.completed("CALL-1", { faults });
    await platform.get(downloadUrl);
    expect(seen).toEqual(["/elsewhere"]);
    elsewhere.close();
    elsewhere.closeAllConnections();
  });

  test("are not there before the job has completed, nor where they do not lie", async () => {
    const { downloadUrl } = await platform.completed("CALL-1", { end: "FAILED" });
    expect(downloadUrl).toBe("undefined");
    const { jobId } = await platform.completed("CALL-2", { downloadFrom: "files" });
    const url = `${platform.url}/files/${jobId}.zip`;
    expect((await platform.get(url)).status).toBe(404);
  });
});
