import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as real } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ArchiveHost } from "../archive-host.ts";
import { BUCKET, DownloadRoom, type Requested } from "../download-room.ts";
import { freePort } from "../free-port.ts";

const bundle = (name: string) =>
  fileURLToPath(new URL(`../../dist/worker/${name}`, import.meta.url));

/** Three parts of 5 MiB; stored, so that its parts go up as it comes. */
const LONG_CALL = {
  archive: "stored",
  recording: { durationSeconds: 350, channels: 2, sampleRate: 8000 },
} as const;

describe("the download worker, as a process of its own on the wall clock", () => {
  let room: DownloadRoom;
  let host: ArchiveHost;
  let call: Requested;
  let archive: Buffer;
  let environment: NodeJS.ProcessEnv;
  const processes: ChildProcess[] = [];

  beforeEach(async () => {
    host = await ArchiveHost.open();
    room = await DownloadRoom.open(Date.now());
    call = await room.live(async () => {
      const exported = await room.exported("CALL-1", LONG_CALL);
      archive = await room.archive(exported);
      return room.ask("CALL-1", { ...exported, downloadUrl: host.url });
    });
    room.clock.pace();
    environment = {
      ...process.env,
      ...room.environment(),
      DOWNLOAD_PART_BYTES: String(5 * 1024 * 1024),
      DOWNLOAD_CONCURRENCY: "1",
      DOWNLOAD_HEARTBEAT_SECONDS: "1",
      DOWNLOAD_VISIBILITY_SECONDS: "2",
      DOWNLOAD_IDLE_SECONDS: "60",
      DOWNLOAD_GRACE_SECONDS: "0",
      HEALTH_PORT: String(await freePort()),
    };
  });

  afterEach(async () => {
    for (const child of processes.splice(0)) child.kill("SIGKILL");
    await room.close();
    await host.close();
  });

  function start(name = "index.mjs", more: NodeJS.ProcessEnv = {}): ChildProcess {
    const env = { ...environment, ...more };
    const child = spawn(process.execPath, [bundle(name)], { env, stdio: "ignore" });
    processes.push(child);
    return child;
  }

  /** Starts a worker, and waits until a part of the recording is in the bucket; no more comes. */
  async function startedInPart(): Promise<ChildProcess> {
    host.answer((_, response) => {
      response.writeHead(200, { "content-length": archive.length });
      response.write(archive.subarray(0, 8_000_000));
    });
    const child = start();
    while (!room.door.faults.counts()["s3.UploadPart"]) await real(10);
    host.serve(archive);
    return child;
  }

  async function finished(): Promise<void> {
    // On a starved machine heartbeats may be late: this one's message stays its own all the same.
    start("index.mjs", { DOWNLOAD_VISIBILITY_SECONDS: "60" });
    expect(await room.told(call)).toMatchObject({
      status: "SUCCEEDED",
      output: { filePath: `s3://${BUCKET}/${call.key}`, durationSeconds: 350 },
    });
    expect(room.visible()).toEqual([call.key]);
    expect(room.s3.read(BUCKET, call.key)).toHaveLength(11_200_044);
    expect(room.door.faults.counts()).toMatchObject({
      "states.SendTaskSuccess": 1,
      "s3.CompleteMultipartUpload": 1,
    });
    while (room.left() > 0) await real(10);
  }

  it("is killed in mid-download: another one finishes, one recording and one success", async () => {
    const child = await startedInPart();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(room.visible()).toEqual([]);
    await finished();
  });

  it("is healthy while it works; on SIGTERM it hands back, and ends with exit code 0", async () => {
    const child = await startedInPart();
    expect(await once(start("health-check.mjs"), "exit")).toEqual([0, null]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(room.s3.unfinishedUploads(BUCKET)).toBe(0);
    const [message] = room.door.sqs.peek("downloads");
    expect(message?.visibleAt).toBeLessThanOrEqual(room.clock.now());
    expect(await once(start("health-check.mjs"), "exit")).toEqual([1, null]);
    await finished();
  });

  it("does not start without its configuration, and names what is missing", async () => {
    const { RECORDINGS_BUCKET: _, ...env } = environment;
    const child = spawn(process.execPath, [bundle("index.mjs")], { env });
    processes.push(child);
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    expect((await once(child, "close"))[0]).toBe(1);
    expect(said).toContain("Environment variable RECORDINGS_BUCKET is required");
  });
});
