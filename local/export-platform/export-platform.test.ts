import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { aPlatform, readWav, START, type TestPlatform, TOKEN, unzipped } from "./a-platform.ts";
import type { PlatformOptions } from "./platform-state.ts";

let platform: TestPlatform;

afterEach(() => platform.close());

async function open(options: Partial<PlatformOptions> = {}): Promise<void> {
  platform = await aPlatform(options);
}

describe("a job", () => {
  test("is created, in progress, completed, and leaves a recording as its metadata says", async () => {
    await open();
    platform.script("CALL-1", {
      exportSeconds: 200,
      estimate: "right",
      recording: { durationSeconds: 3, channels: 2, sampleRate: 8000 },
    });
    const created = await platform.create("CALL-1");
    expect(created).toMatchObject({
      status: 201,
      body: { status: "CREATED", estimatedCompletionTime: "2026-01-05T09:03:20.000Z" },
    });
    const id = String(created.body["exportJobId"]);
    await platform.clock.advance(150_000);
    expect((await platform.status(id)).body).toEqual({
      status: "IN_PROGRESS",
      progress: 75,
      estimatedSecondsRemaining: 50,
    });
    expect(await platform.metadata(id)).toMatchObject({ status: 404, body: { error: "NotReady" } });
    await platform.clock.advance(50_000);
    const { body } = await platform.status(id);
    expect(body).toMatchObject({ status: "COMPLETED", completedAt: "2026-01-05T09:03:20.000Z" });
    const { metadata } = (await platform.metadata(id)).body;
    expect(metadata).toMatchObject({ duration: 3, channels: 2, sampleRate: 8000, format: "WAV" });
    const download = await platform.get(String(body["downloadUrl"]));
    expect(download.headers.get("content-type")).toBe("application/zip");
    expect(download.headers.get("content-length")).toBe(String(body["fileSize"]));
    const archive = await download.arrayBuffer();
    expect(createHash("sha256").update(Buffer.from(archive)).digest("hex")).toBe(
      (metadata as { readonly sha256: string }).sha256,
    );
    const [[name, file] = []] = Object.entries(unzipped(archive));
    expect(name).toBe("CALL-1.wav");
    expect(readWav(file as Buffer)).toEqual({
      riff: "RIFF",
      riffBytes: file?.length,
      encoding: 1,
      channels: 2,
      sampleRate: 8000,
      bits: 16,
      declaredBytes: 96_000,
      dataBytes: 96_000,
    });
    expect(platform.counts()).toEqual({
      "createJob 201": 1,
      "jobStatus 200": 2,
      "metadata 404": 1,
      "metadata 200": 1,
      "download 200": 1,
    });
  });

  test("takes minutes of virtual time by default, and the same for the same seed", async () => {
    const archives = [];
    for (const seed of [7, 7, 8]) {
      await open({ seed });
      const { exportJobId } = (await platform.create("CALL-1")).body;
      await platform.clock.advance(59_000);
      expect((await platform.status(String(exportJobId))).body["status"]).toBe("IN_PROGRESS");
      await platform.clock.advance(541_000);
      const { body } = await platform.status(String(exportJobId));
      const { metadata } = (await platform.metadata(String(exportJobId))).body;
      archives.push({ completedAt: body["completedAt"], metadata });
      await platform.close();
    }
    expect(archives[0]).toEqual(archives[1]);
    expect(archives[0]).not.toEqual(archives[2]);
  });

  test("is made once for its idempotency key", async () => {
    await open();
    const together = await Promise.all(Array.from({ length: 20 }, () => platform.create("CALL-1")));
    expect(new Set(together.map(({ body }) => body["exportJobId"])).size).toBe(1);
    expect(together.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(await platform.create("CALL-2", { key: "key-CALL-1" })).toMatchObject({
      status: 409,
      body: { error: "IdempotencyKeyReused" },
    });
    expect(platform.jobs()).toEqual([
      {
        exportJobId: together[0]?.body["exportJobId"],
        dialogGroupId: "DG-1",
        callId: "CALL-1",
        createdAt: START,
      },
    ]);
  });

  test.each([
    ["right", 250, "2026-01-05T09:08:20.000Z"],
    ["missing", undefined, undefined],
    ["early", 125, "2026-01-05T09:04:10.000Z"],
    ["late", 3850, "2026-01-05T10:08:20.000Z"],
    ["past", -30, "2026-01-05T08:59:30.000Z"],
    ["text", "250 s", "soon"],
    ["fractional", 249.5, "2026-01-05T09:08:19.500Z"],
  ] as const)("estimates its end: %s", async (estimate, seconds, time) => {
    await open();
    platform.script("CALL-1", { exportSeconds: 500, estimate });
    const { body } = await platform.create("CALL-1");
    expect(body["estimatedCompletionTime"]).toBe(time);
    await platform.clock.advance(250_000);
    const { body: later } = await platform.status(String(body["exportJobId"]));
    expect(later["estimatedSecondsRemaining"]).toBe(seconds);
  });

  test("fails with a message and without, and may never end", async () => {
    await open();
    platform.script("CALL-1", { exportSeconds: 60, end: "FAILED", errorMessage: "no audio" });
    platform.script("CALL-2", { exportSeconds: 60, end: "FAILED" });
    platform.script("CALL-3", { exportSeconds: Number.POSITIVE_INFINITY });
    const ids = await Promise.all(
      ["CALL-1", "CALL-2", "CALL-3"].map(async (call) => (await platform.create(call)).body),
    );
    await platform.clock.advance(86_400_000);
    const [one, two, three] = await Promise.all(
      ids.map(({ exportJobId }) => platform.status(String(exportJobId))),
    );
    expect(one?.body).toEqual({ status: "FAILED", errorMessage: "no audio" });
    expect(two?.body).toEqual({ status: "FAILED" });
    expect(three?.body).toMatchObject({ status: "IN_PROGRESS", progress: 99 });
  });

  test("may have a fate of its own", async () => {
    await open();
    const { exportJobId } = (await platform.create("CALL-1")).body;
    platform.script("CALL-1", { exportSeconds: 500 });
    platform.script(String(exportJobId), { exportSeconds: 10, end: "FAILED" });
    await platform.clock.advance(10_000);
    expect((await platform.status(String(exportJobId))).body).toEqual({ status: "FAILED" });
  });
});

describe("a request", () => {
  test("needs the token, and the new one after a rotation", async () => {
    await open();
    platform.rotate("another-token");
    const url = `${platform.url}/export-jobs/EXP-JOB-1`;
    expect((await platform.get(url)).status).toBe(401);
    const headers = { authorization: "Bearer another-token" };
    expect((await platform.get(url, { headers })).status).toBe(404);
  });

  test.each([
    ["{", "a JSON object"],
    [{ dialogGroupId: "DG-1", requestedAt: "2026-01-05T09:00:00Z" }, "callId"],
    [{ dialogGroupId: "DG-1", callId: "C", requestedAt: "yesterday" }, "requestedAt"],
    [{ dialogGroupId: "", callId: "C", requestedAt: "2026-01-05T09:00:00Z" }, "dialogGroupId"],
  ])("for a job says what it is about: %j", async (body, field) => {
    await open();
    expect(await platform.create("CALL-1", { body })).toMatchObject({
      status: 400,
      body: { error: "InvalidRequest", message: `expected ${field}` },
    });
  });

  test("for a job has a key, and is not endless", async () => {
    await open();
    const answers = [{ key: "" }, { body: "x".repeat(100_000) }].map((one) =>
      platform.create("CALL-1", one),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 400]);
    expect(platform.jobs()).toEqual([]);
  });

  test("over the limit is told when to come again, and may then", async () => {
    await open({ requestsPerSecond: 4 });
    const ask = () => platform.status("EXP-JOB-1");
    const asked = await Promise.all(Array.from({ length: 6 }, ask));
    const statuses = asked.map(({ status }) => status).sort();
    expect(statuses).toEqual([404, 404, 404, 404, 429, 429]);
    const refused = asked.find(({ status }) => status === 429);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(refused?.body).toMatchObject({ error: "TooManyRequests" });
    await platform.clock.advance(1_000);
    expect((await ask()).status).toBe(404);
  });

  test("over the limit may be told so with a date, which is of the local clock", async () => {
    await open({ requestsPerSecond: 0.1, retryAfter: "date" });
    await platform.status("EXP-JOB-1");
    const { headers } = await platform.status("EXP-JOB-1");
    expect(headers.get("retry-after")).toBe("Mon, 05 Jan 2026 09:00:10 GMT");
    expect(headers.get("date")).toBe("Mon, 05 Jan 2026 09:00:00 GMT");
  });

  test("fails for as long as an outage is to last", async () => {
    await open();
    platform.outage(90, 503);
    await platform.clock.advance(89_000);
    expect((await platform.create("CALL-1")).status).toBe(503);
    await platform.clock.advance(1_000);
    expect((await platform.create("CALL-1")).status).toBe(201);
  });
});

describe("a file of another origin", () => {
  test("is got by its URL alone", async () => {
    await open();
    const { downloadUrl } = await platform.completed("CALL-1", { downloadFrom: "files" });
    expect(new URL(downloadUrl).origin).not.toBe(new URL(platform.url).origin);
    expect((await fetch(downloadUrl)).status).toBe(200);
    const forged = downloadUrl.replace(/signature=.*/, "signature=forged");
    expect((await fetch(forged)).status).toBe(403);
  });

  test("is refused to whoever gives the token away", async () => {
    await open();
    const { downloadUrl } = await platform.completed("CALL-1", { downloadFrom: "files" });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(downloadUrl, { headers })).status).toBe(400);
    expect(platform.counts()).toMatchObject({ "download 400": 1 });
  });
});
