import { SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultRule } from "../../../local/aws/faults/faults.ts";
import type { Fate } from "../../../local/export-platform/fate.ts";
import { FATES, type FateName } from "../../../local/export-platform/fates.ts";
import { BUCKET, DownloadRoom, type Told } from "../../../test/download-room.ts";
import { captureLines } from "../../../test/written-lines.ts";
import type { Worker } from "./open-worker.ts";

let room: DownloadRoom;
let worker: Worker;
let lines: string[] = [];
let calls = 0;

beforeAll(async () => {
  room = await DownloadRoom.open();
  worker = room.worker();
});
afterAll(() => room.close());
beforeEach(() => {
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
  room.door.faults.reset();
});

function outcomes(): string[] {
  return lines
    .map((line) => JSON.parse(line) as { message?: string })
    .flatMap(({ message }) => message ?? []);
}

async function download(fate: Fate = {}, by = worker): Promise<Told> {
  calls += 1;
  const callId = `CALL-${calls}`;
  return room.live(async () => {
    const call = await room.request(callId, fate);
    await by.work(await room.receive());
    return room.told(call);
  });
}

/** More often than the SDK tries by itself. */
const LONGER_THAN_THE_SDK = 4;

describe("passing trouble", () => {
  it.each<FateName>(["download-fails-once", "download-breaks-off-once", "metadata-throttled-once"])(
    "of the platform is waited out: %s",
    async (name) => {
      const told = await download({ ...FATES[name], exportSeconds: 60 });
      expect(told.status).toBe("SUCCEEDED");
      expect(outcomes()).toEqual(["DownloadRetried", "DownloadStored"]);
      expect(room.s3.unfinishedUploads(BUCKET)).toBe(0);
    },
  );

  it.each<[string, Partial<FaultRule>]>([
    ["a throttled part", { operation: "UploadPart", fault: { kind: "throttle" } }],
    [
      "a part without an answer",
      { operation: "UploadPart", fault: { kind: "lost-answer", how: "drop" } },
    ],
    [
      "a completion without an answer",
      { operation: "CompleteMultipartUpload", fault: { kind: "lost-answer", how: "drop" } },
    ],
    [
      "an upload that failed to begin",
      { operation: "CreateMultipartUpload", fault: { kind: "error" } },
    ],
    ["a look that failed", { operation: "HeadObject", fault: { kind: "error" } }],
  ])("of S3 loses nothing: %s", async (_, rule) => {
    room.door.faults.add({ service: "s3", fault: { kind: "error" }, ...rule });
    expect((await download()).status).toBe("SUCCEEDED");
    expect(outcomes().at(-1)).toMatch(/^Download(Stored|FoundFinished)$/);
  });

  it("of S3 that lasts begins the download anew, after a pause", async () => {
    room.door.faults.add({
      service: "s3",
      operation: "UploadPart",
      times: LONGER_THAN_THE_SDK,
      fault: { kind: "error" },
    });
    const before = room.clock.now();
    expect((await download()).status).toBe("SUCCEEDED");
    expect(outcomes()).toEqual(["DownloadRetried", "DownloadStored"]);
    expect(room.clock.now() - before).toBe(65_000);
    expect(room.s3.unfinishedUploads(BUCKET)).toBe(0);
  });

  it("that never passes is a failure after as many tries as its setting allows", async () => {
    const fate = { ...FATES["download-breaks-off"], exportSeconds: 60 };
    const told = await download(fate, room.worker({ DOWNLOAD_ATTEMPTS: "3" }));
    expect(told).toMatchObject({ status: "FAILED", error: "DownloadFailed" });
    expect(told.cause).toMatch(/cut off \(ECONNRESET\)/);
    expect(outcomes()).toEqual(["DownloadRetried", "DownloadRetried", "DownloadFailed"]);
    expect(room.left()).toBe(0);
  });

  it("is not what a refusal of S3 is", async () => {
    const fault = { kind: "error", status: 403, name: "AccessDenied" } as const;
    room.door.faults.add({ service: "s3", operation: "CreateMultipartUpload", fault });
    expect((await download()).cause).toBe("S3 refused: AccessDenied");
    expect(outcomes()).toEqual(["DownloadFailed"]);
  });

  it("of taking an upload back is counted, and hides nothing", async () => {
    room.door.faults.add({
      service: "s3",
      operation: "AbortMultipartUpload",
      times: LONGER_THAN_THE_SDK,
      fault: { kind: "error" },
    });
    room.door.faults.add({
      service: "s3",
      operation: "CompleteMultipartUpload",
      fault: { kind: "error", status: 403, name: "AccessDenied" },
    });
    expect((await download()).cause).toBe("S3 refused: AccessDenied");
    expect(outcomes()).toEqual(["UploadNotAborted", "DownloadFailed"]);
  });

  it("of telling the machine leaves the message to be delivered again", async () => {
    const operation = "SendTaskFailure";
    room.door.faults.add({ service: "states", operation, times: 8, fault: { kind: "error" } });
    const hasty = room.worker({ DOWNLOAD_ATTEMPTS: "2" });
    const told = await room.live(async () => {
      const call = await room.request("UNTOLD-1", FATES["archive-corrupt"]);
      await hasty.work(await room.receive());
      expect(room.left()).toBe(1);
      await hasty.work(await room.receive());
      return room.told(call);
    });
    expect(told.error).toBe("DownloadFailed");
    expect(outcomes()).toEqual(["DownloadFailed", "DownloadLeft", "DownloadFailed"]);
  });
});

describe("a task token", () => {
  it("that expired in the queue ends the download before it begins, and not the worker", async () => {
    const asked = room.platform.counts()["metadata 200"];
    const told = await room.live(async () => {
      const call = await room.request("LATE-1");
      await room.clock.sleep(601_000);
      await worker.work(await room.receive());
      return room.told(call);
    });
    expect(told.error).toBe("States.Timeout");
    expect(outcomes()).toEqual(["DownloadTokenExpired"]);
    expect(room.platform.counts()["metadata 200"]).toBe(asked);
    expect(room.left()).toBe(0);
    expect((await download()).status).toBe("SUCCEEDED");
  });

  it.each([
    ["that never was one", "not a token"],
    ["of the right form that nobody gave out", `AQCE${"x".repeat(200)}`],
  ])("%s does the same", async (_, taskToken) => {
    await room.live(async () => {
      room.door.sqs.send("downloads", bodyOf({ taskToken }));
      await worker.work(await room.receive());
    });
    expect(outcomes()).toEqual(["DownloadTokenExpired"]);
    expect(room.left()).toBe(0);
  });

  it("is kept alive, and the message from other workers, for as long as it takes", async () => {
    const wait = { kind: "throttle", retryAfter: 290, times: 4 } as const;
    const told = await room.live(async () => {
      const call = await room.request("LONG-1", { faults: { download: [wait] } });
      const work = room.clock.start("work", async () => worker.work(await room.receive()));
      await room.clock.sleep(900_000);
      const [message] = room.door.sqs.peek("downloads");
      expect(message?.visibleAt).toBeGreaterThan(room.clock.now());
      await room.clock.waiting(work);
      return room.told(call);
    });
    expect(told.status).toBe("SUCCEEDED");
    expect(room.door.faults.counts()["states.SendTaskHeartbeat"]).toBe(20);
    expect(room.left()).toBe(0);
  });

  it("that expires on the way ends the download", async () => {
    const wait = { kind: "throttle", retryAfter: 290, times: 4 } as const;
    const sfn = new SFNClient(room.door.settings);
    await room.live(async () => {
      const { executionArn } = await room.request("STOPPED-1", { faults: { download: [wait] } });
      const work = room.clock.start("work", async () => worker.work(await room.receive()));
      await room.clock.sleep(100_000);
      await sfn.send(new StopExecutionCommand({ executionArn }));
      await room.clock.waiting(work);
    });
    expect(outcomes()).toEqual(["DownloadRetried", "DownloadTokenExpired"]);
    expect(room.left()).toBe(0);
  });

  it("lives on though heartbeats fail for a while", async () => {
    const wait = { kind: "throttle", retryAfter: 200 } as const;
    const fault = { kind: "error", status: 403, name: "AccessDeniedException" } as const;
    const operation = "SendTaskHeartbeat";
    room.door.faults.add({ service: "states", operation, after: 1, times: 2, fault });
    expect((await download({ faults: { download: [wait] } })).status).toBe("SUCCEEDED");
    const failed = outcomes().filter((outcome) => outcome === "DownloadHeartbeatFailed");
    expect(failed).toHaveLength(2);
  });
});

describe("a message that can never be worked on", () => {
  it.each([
    ["text", "not JSON", "body must be a JSON text"],
    ["null", "null", "task must be a JSON object"],
    ["a task without a token", { taskToken: undefined }, "taskToken must be"],
    ["a call id that is a path", { callId: "../../x" }, "callId must be"],
    ["a time that is none", { originalTimestamp: "yesterday" }, "originalTimestamp must be"],
    ["a size below nothing", { fileSize: -1 }, "fileSize must be"],
  ])("goes to the poison queue and is deleted: %s", async (_, given, reason) => {
    await room.live(async () => {
      room.door.sqs.send("downloads", bodyOf(given));
      await worker.work(await room.receive());
    });
    const poisoned = room.door.sqs.peek("poison").at(-1);
    expect(poisoned?.body).toContain(`"reason":"${reason}`);
    expect(poisoned?.body).not.toContain("https");
    if (typeof given === "object") expect(poisoned?.body).toContain('"dialogGroupId":"CALL"');
    expect(room.left()).toBe(0);
    expect(outcomes()).toEqual(["DownloadTaskUnparseable"]);
  });

  it("stays in the queue while the poison queue refuses", async () => {
    const operation = "SendMessage";
    room.door.faults.add({ service: "sqs", operation, times: 4, fault: { kind: "error" } });
    await room.live(async () => {
      room.door.sqs.send("downloads", "not JSON");
      await worker.work(await room.receive());
      expect(outcomes()).toEqual(["DownloadLeft"]);
      await worker.work(await room.receive());
    });
    expect(room.left()).toBe(0);
  });
});

function bodyOf(given: object | string): string {
  if (typeof given === "string") return given;
  return JSON.stringify({
    taskToken: "a-token",
    exportJobId: "EXP-JOB-1",
    dialogGroupId: "CALL",
    callId: "CALL",
    downloadUrl: "https://elsewhere.invalid/",
    originalTimestamp: "2026-01-02T03:04:05Z",
    ...given,
  });
}
