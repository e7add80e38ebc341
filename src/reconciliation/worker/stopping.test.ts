import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ArchiveHost } from "../../../test/archive-host.ts";
import { BUCKET, DownloadRoom } from "../../../test/download-room.ts";
import { freePort } from "../../../test/free-port.ts";
import { captureLines } from "../../../test/written-lines.ts";
import { openWorker } from "./open-worker.ts";

let room: DownloadRoom;
let host: ArchiveHost;
let lines: string[] = [];
let port = 0;

beforeEach(async () => {
  lines = captureLines();
  host = await ArchiveHost.open();
  room = await DownloadRoom.open();
  port = await freePort();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await room.close();
  await host.close();
});

/** A worker that polls, until the returned function tells it to stop; time moves only by `room`. */
function running(more: Readonly<Record<string, string>> = {}): () => Promise<void> {
  const stop = new AbortController();
  const ended = room.worker({ HEALTH_PORT: String(port), ...more }).run(stop.signal);
  return () => {
    stop.abort();
    return ended;
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await turn();
}

const logged = (outcome: string) => lines.some((line) => line.includes(`"message":"${outcome}"`));
const health = async () => {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** A call whose archive begins to come; the rest of it comes when `finish` is called. */
async function heldDownload() {
  return room.live(async () => {
    const exported = await room.exported("CALL-0");
    const archive = await room.archive(exported);
    let finish = () => {};
    host.answer((_, response) => {
      response.writeHead(200, { "content-length": archive.length });
      response.write(archive.subarray(0, 100));
      finish = () => response.end(archive.subarray(100));
    });
    const call = await room.ask("CALL-0", { ...exported, downloadUrl: host.url });
    return { ...call, finish: () => finish() };
  });
}

describe("a worker that polls", () => {
  it("works on what comes, several at a time, and tells how it is", async () => {
    const calls = await room.live(async () => {
      const all = [];
      for (let i = 0; i < 6; i += 1) all.push(await room.request(`CALL-${i}`));
      return all;
    });
    const stop = running();
    const told = await Promise.all(calls.map((call) => room.told(call)));
    expect(told.map(({ status }) => status)).toEqual(Array(6).fill("SUCCEEDED"));
    await until(async () => (await health()).body["downloads"] === 0);
    expect(room.left()).toBe(0);
    expect(await health()).toEqual({
      status: 200,
      body: { status: "healthy", receiving: true, loopAgeSeconds: 0, downloads: 0 },
    });
    await stop();
    await expect(health()).rejects.toThrow();
  });

  it("stops at once while it only waits, and leaves what comes then to others", async () => {
    const stop = running();
    await until(() => room.door.faults.counts()["sqs.ReceiveMessage"] === 1);
    await stop();
    room.door.sqs.send("downloads", "{}");
    await room.live(() => room.receive());
  });

  it("goes on when the queue fails for a while, and says that it does not receive", async () => {
    const fault = { kind: "error", status: 403, name: "AccessDenied" } as const;
    room.door.faults.add({ service: "sqs", operation: "ReceiveMessage", fault });
    const stop = running();
    await until(() => logged("DownloadReceiveFailed"));
    expect((await health()).body).toMatchObject({ status: "healthy", receiving: false });
    const call = await room.live(() => room.request("CALL-1"));
    expect((await room.told(call)).status).toBe("SUCCEEDED");
    expect((await health()).body).toMatchObject({ receiving: true });
    await stop();
  });

  it("is stuck when its loop does not come round, and not when its hands are full", async () => {
    const stop = running({ DOWNLOAD_CONCURRENCY: "1", HEALTH_STUCK_SECONDS: "10" });
    await until(() => room.door.faults.counts()["sqs.ReceiveMessage"] === 1);
    await room.clock.advance(11_000);
    expect(await health()).toMatchObject({ status: 503, body: { status: "stuck" } });
    await heldDownload();
    await until(() => host.asked.length > 0);
    await room.clock.advance(30_000);
    expect(await health()).toMatchObject({ status: 200, body: { downloads: 1 } });
    const stopped = stop();
    await room.clock.advance(90_000);
    await stopped;
  });
});

describe("a worker that is told to stop", () => {
  it("finishes what it can within the grace, and takes nothing more", async () => {
    const call = await heldDownload();
    const stop = running();
    await until(() => host.asked.length > 0);
    const stopped = stop();
    await until(async () => (await health()).body["status"] === "stopping");
    room.door.sqs.send("downloads", "not JSON");
    call.finish();
    await stopped;
    expect((await room.told(call)).status).toBe("SUCCEEDED");
    expect([logged("DownloadHandedBack"), logged("DownloadTaskUnparseable")]).toEqual([
      false,
      false,
    ]);
  });

  it("hands back what it cannot finish: visible at once, nothing left in the bucket", async () => {
    await heldDownload();
    const stop = running({ DOWNLOAD_IDLE_SECONDS: "60", DOWNLOAD_GRACE_SECONDS: "30" });
    await until(() => host.asked.length > 0);
    const stopped = stop();
    await room.clock.advance(29_000);
    expect(logged("DownloadHandedBack")).toBe(false);
    await room.clock.advance(1_000);
    await stopped;
    expect(logged("DownloadHandedBack")).toBe(true);
    const [message] = room.door.sqs.peek("downloads");
    expect(message?.visibleAt).toBeLessThanOrEqual(room.clock.now());
    expect([room.visible(), room.s3.unfinishedUploads(BUCKET)]).toEqual([[], 0]);
  });

  it("does not wait out a pause between two tries", async () => {
    host.answer((_, response) => void response.writeHead(503, { "retry-after": "250" }).end());
    await room.live(() => room.request("CALL-1", {}, { downloadUrl: host.url }));
    const stop = running({ DOWNLOAD_GRACE_SECONDS: "0" });
    await until(() => logged("DownloadRetried"));
    const stopped = stop();
    await room.clock.advance(0);
    await stopped;
    expect(logged("DownloadHandedBack")).toBe(true);
  });
});

describe("a worker that is wrongly configured", () => {
  it.each([
    ["RECORDINGS_BUCKET", ""],
    ["RECORDINGS_PREFIX", "connect/demo-bank/CallRecordings/"],
    ["EXPORT_API_URL", "http://export.example.com"],
    ["DOWNLOAD_VISIBILITY_SECONDS", "60"],
    ["DOWNLOAD_PART_BYTES", "1000000"],
  ])("does not start, and names %s", (name, value) => {
    expect(() => openWorker({ ...room.environment(), [name]: value })).toThrow(
      expect.objectContaining({ name: "ConfigurationError", variable: name }),
    );
  });

  it("does not run where the port of its health check is taken", async () => {
    const taken = await ArchiveHost.open();
    const worker = room.worker({ HEALTH_PORT: new URL(taken.url).port });
    await expect(worker.run(new AbortController().signal)).rejects.toThrow(/EADDRINUSE/);
    await taken.close();
  });
});
