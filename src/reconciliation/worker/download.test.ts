import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ArchiveKind } from "../../../local/export-platform/archive.ts";
import type { Fate } from "../../../local/export-platform/fate.ts";
import { FATES } from "../../../local/export-platform/fates.ts";
import { BUCKET, DownloadRoom, type Requested, type Told } from "../../../test/download-room.ts";
import { captureLines } from "../../../test/written-lines.ts";
import type { Worker } from "./open-worker.ts";

let room: DownloadRoom;
let usual: Worker;
let lines: string[] = [];
let calls = 0;

beforeAll(async () => {
  room = await DownloadRoom.open();
  usual = room.worker();
});
afterAll(() => room.close());
beforeEach(() => {
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
  room.door.faults.reset();
});

/** The outcomes the worker has logged. */
function outcomes(): string[] {
  return lines
    .map((line) => JSON.parse(line) as { message?: string })
    .flatMap(({ message }) => message ?? []);
}

/** One request, one delivery, and what came of them. */
async function download(
  fate: Fate = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<{ call: Requested; told: Told }> {
  calls += 1;
  const callId = `CALL-${calls}`;
  return room.live(async () => {
    const call = await room.request(callId, fate);
    const worker = Object.keys(settings).length === 0 ? usual : room.worker(settings);
    await worker.work(await room.receive());
    return { call, told: await room.told(call) };
  });
}

const TWO_CHANNELS = { channels: 2, sampleRate: 8000, toneHertz: 440, listChunk: false } as const;

describe("a download", () => {
  it("brings the recording under its key, and tells the machine what it is", async () => {
    const recording = { ...TWO_CHANNELS, durationSeconds: 3 };
    const { call, told } = await download({ recording });
    expect(told).toEqual({
      status: "SUCCEEDED",
      output: {
        status: "SUCCESS",
        filePath: `s3://${BUCKET}/${call.key}`,
        bytes: 96_044,
        durationSeconds: 3,
        channels: 2,
        sampleRate: 8000,
      },
    });
    const stored = room.s3.read(BUCKET, call.key);
    expect(stored).toHaveLength(96_044);
    expect(stored.toString("latin1", 0, 4)).toBe("RIFF");
    expect(outcomes()).toEqual(["DownloadStored"]);
    expect(room.left()).toBe(0);
  });

  it.each<[string, ArchiveKind]>([
    ["with the sizes before the data", "sizes-first"],
    ["with the sizes after the data", "sizes-last"],
    ["stored, with the sizes after the data", "stored"],
  ])("takes an archive %s", async (_, archive) => {
    const recording = { ...TWO_CHANNELS, durationSeconds: 20.5 };
    const { call, told } = await download({ archive, recording });
    expect(told.output).toMatchObject({ durationSeconds: 20.5, bytes: 656_044 });
    expect(room.s3.read(BUCKET, call.key)).toHaveLength(656_044);
  });

  it("goes up in as many parts as it needs", async () => {
    const recording = { ...TWO_CHANNELS, durationSeconds: 175 };
    const parts = { DOWNLOAD_PART_BYTES: String(5 * 1024 * 1024) };
    const { call, told } = await download({ archive: "stored", recording }, parts);
    expect(told.status).toBe("SUCCEEDED");
    expect(room.s3.read(BUCKET, call.key)).toHaveLength(5_600_044);
    expect(room.door.faults.counts()).toMatchObject({
      "s3.CreateMultipartUpload": 1,
      "s3.UploadPart": 2,
      "s3.CompleteMultipartUpload": 1,
    });
  });

  it("follows redirects, and tells the token to the API's origin alone", async () => {
    // The stand-in refuses who brings the token to the files' origin.
    for (const name of ["redirected-within", "from-another-origin"] as const) {
      expect((await download(FATES[name])).told.status).toBe("SUCCEEDED");
    }
  });

  it("reads a token anew that was rotated, once for metadata and download", async () => {
    const worker = room.worker();
    const first = await room.live(() => delivered("ROTATED-1", worker));
    room.rotate("another-token");
    const second = await room.live(() => delivered("ROTATED-2", worker));
    expect([first.status, second.status]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(room.door.faults.counts()).toMatchObject({ "secretsmanager.GetSecretValue": 2 });
  });

  it("needs no checksum and no size beforehand where the archive proves itself", async () => {
    const fate = { metadata: { sha256: undefined }, status: { fileSize: undefined } };
    expect((await download(fate)).told.status).toBe("SUCCEEDED");
  });

  it("writes neither address nor token into a log line or a metric", async () => {
    const { call } = await download();
    await download(FATES["archive-corrupt"]);
    await download(FATES["download-fails-once"]);
    const written = lines.join("");
    expect(written).toContain("DownloadRetried");
    for (const secret of [call.downloadUrl, "/export-jobs/", "http", "AQCE", "bearer"]) {
      expect(written).not.toContain(secret);
    }
  });
});

describe("a download that is delivered again", () => {
  it("is not fetched again when the recording lies there: the machine hears the same", async () => {
    const lost = { service: "states", operation: "SendTaskSuccess", times: 4 } as const;
    const { told } = await room.live(async () => {
      const call = await room.request("AGAIN-1");
      room.door.faults.add({ ...lost, fault: { kind: "error" } });
      const worker = room.worker({ DOWNLOAD_ATTEMPTS: "1" });
      await worker.work(await room.receive());
      expect(outcomes()).toEqual(["DownloadStored", "DownloadLeft"]);
      await worker.work(await room.receive());
      return { told: await room.told(call) };
    });
    expect(outcomes()).toEqual(["DownloadStored", "DownloadLeft", "DownloadFoundFinished"]);
    expect(told.output).toMatchObject({ status: "SUCCESS", sampleRate: 8000 });
    expect(room.door.faults.counts()["s3.CompleteMultipartUpload"]).toBe(1);
    expect(room.left()).toBe(0);
  });

  it("at the same time by two workers is one recording and one success", async () => {
    const { told, stored } = await room.live(async () => {
      const call = await room.request("TWICE-1", {
        recording: { ...TWO_CHANNELS, durationSeconds: 60 },
      });
      const message = await room.receive();
      const created: string[] = [];
      const stop = room.s3.onCreated(({ key }) => created.push(key));
      await Promise.all([usual.work(message), room.worker().work(message)]);
      stop();
      return { told: await room.told(call), stored: created.filter((key) => key === call.key) };
    });
    expect(told.status).toBe("SUCCEEDED");
    expect(stored).toHaveLength(1);
    expect(outcomes()).toContain("DownloadStored");
    expect(room.s3.unfinishedUploads(BUCKET)).toBe(0);
    expect(room.left()).toBe(0);
  });

  it("after an answer that was lost counts as answered", async () => {
    const fault = { kind: "lost-answer", how: "drop" } as const;
    room.door.faults.add({ service: "states", operation: "SendTaskSuccess", fault });
    const { told } = await download();
    expect(told.status).toBe("SUCCEEDED");
    expect(outcomes()).toEqual(["DownloadStored", "DownloadTokenExpired"]);
    expect(room.left()).toBe(0);
  });
});

describe("a recording that lies under the key already", () => {
  it("is replaced where it is an earlier export of the call", async () => {
    const seconds = await room.live(async () => {
      const stored: unknown[] = [];
      for (const durationSeconds of [2, 3]) {
        const call = await room.request("REDRIVEN-1", { recording: { durationSeconds } });
        await usual.work(await room.receive());
        stored.push((await room.told(call)).output);
      }
      return stored;
    });
    expect(seconds).toMatchObject([{ durationSeconds: 2 }, { durationSeconds: 3 }]);
    expect(outcomes()).toEqual(["DownloadStored", "DownloadStored"]);
  });

  it("is never replaced where it is Amazon Connect's own", async () => {
    const { call, told } = await room.live(async () => {
      const call = await room.request("FOREIGN-1");
      room.s3.put(BUCKET, call.key, "the call itself");
      await usual.work(await room.receive());
      return { call, told: await room.told(call) };
    });
    expect(told).toMatchObject({
      error: "DownloadFailed",
      cause: "a recording that is no export already lies under the key",
    });
    expect(room.s3.read(BUCKET, call.key).toString()).toBe("the call itself");
  });
});

async function delivered(callId: string, worker: Worker): Promise<Told> {
  const call = await room.request(callId);
  await worker.work(await room.receive());
  return room.told(call);
}
