import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listReconciliations } from "./list.ts";
import { ASL, entered, TABLE } from "./test-machine.ts";
import { DOWNLOADED, ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

const UNFINISHED = { body: { status: "IN_PROGRESS", progress: 45 } };
const READY = { body: { status: "COMPLETED", downloadUrl: "https://files.example.com/1.zip" } };

describe("what was wrong with the original's data, names and counts", () => {
  it("10. a repeated create made a second job: the execution's name is its key", async () => {
    const real = room.functions["CreateExportJobFunction"];
    let lost = 1;
    room.functions["CreateExportJobFunction"] = async (input) => {
      const job = await real?.(input);
      lost -= 1;
      if (lost >= 0) throw Object.assign(new Error(), { name: "Lambda.ServiceException" });
      return job;
    };
    const { arn } = await room.run();
    expect([...room.platform.jobs]).toEqual([[arn.split(":").at(-1), "EXP-JOB-1"]]);
    expect(room.platform.calls.filter(({ method }) => method === "POST")).toHaveLength(2);
  });

  it("11. a message that comes twice started two executions: it starts one", async () => {
    await room.trigger(room.request, room.request);
    await room.trigger(room.request);
    await room.ended();
    await room.trigger(room.request);
    expect(room.changes.filter(({ status }) => status === "RUNNING")).toHaveLength(1);
    expect(room.platform.jobs.size).toBe(1);
  });

  it("12. maxRetries was written and not read: it is the one number the deadline is made of", () => {
    const text = readFileSync(ASL, "utf8");
    expect(text.match(/"maxRetries": 6/g)).toHaveLength(1);
    expect(text.match(/\$maxRetries/g)).toHaveLength(1);
    expect(text).not.toMatch(/>= ?6\b|\b1800\b/);
  });

  it("13. an item in flight was in no index: its ids, owner, status and end are there at once", async () => {
    room.platform.says("status", UNFINISHED);
    await room.trigger(room.request);
    await room.clock.advance(1_000);
    const inFlight = [];
    const store = { client: room.dynamodb, table: TABLE };
    for await (const item of listReconciliations(store, "IN_PROGRESS")) inFlight.push(item);
    const { dialogGroupId, callId } = room.request;
    expect(inFlight.filter((item) => item.dialogGroupId === dialogGroupId)).toMatchObject([
      { callId, executionArn: room.arnOf(room.request), exportJobStatus: "CREATED" },
    ]);
    await room.ended();
  });

  it("14. TTL is a reserved word: it is written, 90 days from now", async () => {
    const since = Math.floor(room.clock.now() / 1_000);
    await room.trigger(room.request);
    expect((await room.item())?.ttl).toBe(since + 90 * 86_400);
    await room.ended();
  });

  it.each([
    [{ status: "FAILED" }, "FAILED_EXPORT_ERROR", "Export job failed without a message"],
    [
      { status: "COMPLETED" },
      "FAILED_EXPORT_ERROR",
      "Export job completed without a usable download URL",
    ],
    [{}, "FAILED_UNKNOWN_STATUS", "Export job returned unexpected status"],
    [{ status: null }, "FAILED_UNKNOWN_STATUS", "Export job returned unexpected status"],
  ])(
    "15. an answer without its fields ended it uncaught: %j is a failure like any",
    async (body, status, reason) => {
      room.platform.says("status", { body });
      expect((await room.run()).error).toBe("ReconciliationFailed");
      expect(await room.item()).toMatchObject({ status, failureReason: reason });
      expect(room.letters()).toHaveLength(1);
    },
  );

  it("16. the last poll was not written, nor what the platform said: both are", async () => {
    room.platform.says("status", UNFINISHED, UNFINISHED, { body: { status: "ARCHIVED" } });
    await room.run();
    const item = await room.item();
    expect(item).toMatchObject({
      pollingIteration: 3,
      totalPollingAttempts: 3,
      unknownStatus: "ARCHIVED",
      exportJobStatus: "POLLING",
    });
    expect(Date.parse(item?.lastPolledAt ?? "")).toBe(Date.parse(item?.failedAt ?? ""));
  });

  it("17. a new attempt kept the last one's failure: it begins without", async () => {
    room.platform.says("status", { body: { status: "ARCHIVED" } });
    await room.run();
    room.platform.says("status", READY);
    await room.run({ ...room.request, retryAttempt: 1 });
    const item = await room.item();
    expect(item).toMatchObject({ status: "COMPLETED", retryAttempt: 1, pollingIteration: 1 });
    for (const left of ["failureReason", "failedAt", "errorDetails", "unknownStatus"] as const) {
      expect(item?.[left]).toBeUndefined();
    }
    expect(item?.totalPollingAttempts).toBeUndefined();
  });

  it("18. metadata that fails ends the download: the worker hears it, and nothing is a success", async () => {
    room.platform.says("metadata", { status: 500 });
    await room.run();
    await room.clock.advance(60_000);
    expect(room.workerErrors).toEqual(["TaskTimedOut"]);
    expect((await room.item())?.status).toBe("FAILED_PARALLEL_ERROR");
  });

  it("18. a passing trouble with the metadata ends nothing", async () => {
    room.platform.says("metadata", { status: 429 }, { status: 504 }, { status: 429 }, METADATA);
    expect((await room.run()).status).toBe("SUCCEEDED");
  });

  it("19. every wait was 300 s: it is what the platform estimates", async () => {
    const exportJobId = "EXP-JOB-1";
    const at = new Date(room.clock.now() + 100_000).toISOString();
    room.platform.says("create", { body: { exportJobId, estimatedCompletionTime: at } });
    const soon = { body: { status: "IN_PROGRESS", estimatedSecondsRemaining: 45 } };
    room.platform.says("status", soon, READY);
    const { history } = await room.run();
    const seconds = history
      .filter(({ type }) => type.startsWith("WaitState"))
      .map(({ timestamp }) => timestamp - (history[0]?.timestamp ?? 0));
    expect(seconds).toEqual([0, 100, 100, 145]);
  });

  it("20. partition and functions were written out, and two inputs unused", async () => {
    expect(readFileSync(ASL, "utf8")).not.toMatch(/arn:aws|AWS::/);
    let task: object = {};
    room.worker = async (given) => {
      task = given;
      await room.succeed(given);
    };
    await room.run({ ...room.request, retryAttempt: 3 });
    const { originalTimestamp, callId } = room.request;
    expect(task).toMatchObject({ originalTimestamp, callId });
    expect((await room.item())?.retryAttempt).toBe(3);
  });

  it("21. the first state was plumbing: there is none, nor any path of JSONPath", async () => {
    const text = readFileSync(ASL, "utf8");
    expect(text).not.toMatch(/ResultPath|Initialize|IncrementRetryCounter|"Pass"/);
    expect((await room.run()).states[0]).toBe("CreateExportJob");
  });

  it("22. a Wait was counted twice: three polls are 20 transitions, each state once", async () => {
    room.platform.says("status", UNFINISHED, UNFINISHED, READY);
    const { states, history } = await room.run();
    expect(states).toHaveLength(20);
    expect(states.filter((name) => name === "WaitForExportJob")).toHaveLength(3);
    expect(entered(history)).toEqual(states);
  });
});

const METADATA = {
  body: {
    metadata: {
      duration: Math.ceil(DOWNLOADED.durationSeconds),
      channels: DOWNLOADED.channels,
      sampleRate: DOWNLOADED.sampleRate,
      format: "WAV",
    },
  },
};
