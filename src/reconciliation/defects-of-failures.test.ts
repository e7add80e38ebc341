import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

const UNFINISHED = { body: { status: "IN_PROGRESS", progress: 45 } };
const FAILED = { body: { status: "FAILED", errorMessage: "Audio file not found in storage" } };

/** Throws errors of these names, in turn, before the function is asked. */
function breaks(name: string, ...errors: readonly string[]): void {
  const left = [...errors];
  const real = room.functions[name];
  room.functions[name] = (input) => {
    const next = left.shift();
    if (next === undefined) return real?.(input);
    throw Object.assign(new Error("no"), { name: next });
  };
}

const waited = (since: number) => (room.clock.now() - since) / 1_000;

describe("what was wrong with the original's failure paths", () => {
  it("1. the dead letter was read from an answer that never has it: it comes from variables", async () => {
    room.platform.says("status", FAILED);
    await room.run();
    expect(room.letters()).toMatchObject([
      {
        failureReason: "Audio file not found in storage",
        reconciliationStatus: "FAILED_EXPORT_ERROR",
      },
    ]);
  });

  it("2. a job that was never made has no id: the letter says null", async () => {
    room.platform.says("create", { status: 500 });
    await room.run();
    expect(room.letters()).toMatchObject([
      { exportJobId: null, reconciliationStatus: "FAILED_OCP_API_ERROR" },
    ]);
  });

  it("3. checks that fail were not counted: they are, and the deadline ends them", async () => {
    room.platform.says("status", { status: 500 });
    await room.run();
    const item = await room.item();
    expect(item).toMatchObject({ status: "FAILED_MAX_RETRIES", totalPollingAttempts: 26 });
    expect(room.platform.calls.filter(({ method }) => method === "GET")).toHaveLength(26);
    const created = Date.parse(item?.exportCreatedAt ?? "");
    expect(Date.parse(item?.failedAt ?? "") - created).toBe(1_800_000);
  });

  it.each([
    ["TIMED_OUT", "FAILED_TIMED_OUT"],
    ["ABORTED", "FAILED_ABORTED"],
  ])("4. %s left the item in progress for ever: the watchdog books it", async (end, status) => {
    room.deploy({ timeoutSeconds: 500 });
    room.platform.says("status", UNFINISHED);
    await room.trigger(room.request);
    await room.clock.advance(400_000);
    if (end === "ABORTED") room.stop();
    expect((await room.ended()).status).toBe(end);
    await room.watch();
    expect(await room.item()).toMatchObject({ status });
    expect(room.letters()).toMatchObject([{ reconciliationStatus: status }]);
  });

  it.each([
    ["time limit", 700, 550, 700],
    ["heartbeat", 7_200, 400, 1_000],
  ])("5. a download over its %s was COMPLETED: it is a failure", async (_, limit, beatAt, end) => {
    room.deploy({ downloadTimeoutSeconds: limit, downloadHeartbeatSeconds: 600 });
    let since = 0;
    room.worker = async ({ taskToken }) => {
      since = room.clock.now();
      await room.clock.sleep(beatAt * 1_000);
      await room.answer("SendTaskHeartbeat", { taskToken });
    };
    await room.run();
    expect(waited(since)).toBe(end);
    expect(await room.item()).toMatchObject({
      status: "FAILED_DOWNLOAD_TIMEOUT",
      completedAt: undefined,
    });
    expect(room.letters()).toMatchObject([{ reconciliationStatus: "FAILED_DOWNLOAD_TIMEOUT" }]);
  });

  it("6. the heartbeat runs while the task is queued: a worker that beats on receipt has its time", async () => {
    room.worker = async (task) => {
      await room.clock.sleep(590_000);
      await room.answer("SendTaskHeartbeat", task);
      await room.clock.sleep(590_000);
      await room.succeed(task);
    };
    expect((await room.run()).status).toBe("SUCCEEDED");
  });

  it("6. and one that comes too late is told so", async () => {
    room.worker = async (task) => {
      await room.clock.sleep(610_000);
      await room.succeed(task);
    };
    await room.run();
    await room.clock.advance(60_000);
    expect(room.workerErrors).toEqual(["TaskTimedOut"]);
    expect((await room.item())?.status).toBe("FAILED_DOWNLOAD_TIMEOUT");
  });

  it("7. no write was retried: throttling passes unseen", async () => {
    const busy = { kind: "throttle" } as const;
    room.faults.add({
      service: "dynamodb",
      operation: "UpdateItem",
      after: 1,
      times: 5,
      fault: busy,
    });
    expect((await room.run()).status).toBe("SUCCEEDED");
    expect((await room.item())?.status).toBe("COMPLETED");
  });

  it("7. no write was caught: the letter goes out although nothing can be written", async () => {
    const broken = { kind: "error" } as const;
    await room.trigger(room.request);
    room.faults.add({ service: "dynamodb", operation: "UpdateItem", times: 99, fault: broken });
    const ended = await room.ended();
    expect(ended.states.slice(-3)).toEqual([
      "HandleUnexpectedError",
      "SendToDeadLetterQueue",
      "ReconciliationFailed",
    ]);
    expect(room.letters()).toMatchObject([{ reconciliationStatus: "FAILED_UNEXPECTED_ERROR" }]);
    room.faults.reset();
    expect((await room.item())?.status).toBe("IN_PROGRESS");
    await room.watch();
    expect((await room.item())?.status).toBe("FAILED_UNEXPECTED_ERROR");
    expect(room.letters()).toHaveLength(1);
  });

  it("7. a dead-letter queue that refuses for a while loses no letter", async () => {
    room.platform.says("status", FAILED);
    const broken = { kind: "error" } as const;
    const fault = room.faults.add({
      service: "sqs",
      operation: "SendMessage",
      times: 8,
      fault: broken,
    });
    expect((await room.run()).error).toBe("ReconciliationFailed");
    expect([fault.hits, room.letters().length]).toEqual([8, 1]);
  });

  it("7. and one that refuses for longer leaves the letter to the watchdog", async () => {
    room.platform.says("status", FAILED);
    const broken = { kind: "error" } as const;
    room.faults.add({ service: "sqs", operation: "SendMessage", times: 11, fault: broken });
    expect((await room.run()).error).toMatch(/^SQS\./);
    await room.watch();
    expect(room.letters()).toMatchObject([{ reconciliationStatus: "FAILED_EXPORT_ERROR" }]);
  });

  it.each([
    "CreateExportJobFunction",
    "CheckExportStatusFunction",
    "GetExportMetadataFunction",
    "NotifyDownloadServiceFunction",
    "ProcessParallelResultsFunction",
  ])("8. trouble of the Lambda service failed %s: it is tried again", async (name) => {
    breaks(name, "Lambda.SdkClientException", "Lambda.TooManyRequestsException");
    expect((await room.run()).status).toBe("SUCCEEDED");
    expect((await room.item())?.pollingIteration).toBe(1);
  });

  it.each(["OCPAPIThrottlingError", "OCPAPITimeoutError"])(
    "9. an exhausted %s was booked as unexpected: it is the platform's",
    async (name) => {
      breaks("CreateExportJobFunction", ...Array(4).fill(name));
      const since = room.clock.now();
      await room.run();
      expect((await room.item())?.status).toBe("FAILED_OCP_API_ERROR");
      expect(waited(since)).toBe(30 + 60 + 120);
    },
  );
});
