import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DOWNLOADED, ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => room.begin());
afterAll(() => room.close());

const UNFINISHED = { body: { status: "IN_PROGRESS", progress: 45 } };

describe("a recording that comes", () => {
  it.each([
    [1, 12],
    [2, 16],
    [3, 20],
    [6, 32],
  ])("ready at poll %i: COMPLETED in %i transitions, 4n + 8", async (polls, transitions) => {
    const ready = { body: { status: "COMPLETED", downloadUrl: "https://files.example.com/1.zip" } };
    room.platform.says("status", ...Array(polls - 1).fill(UNFINISHED), ready);
    const ended = await room.run();
    expect(ended.status).toBe("SUCCEEDED");
    expect(ended.states).toHaveLength(transitions);
    expect(ended.states.at(-1)).toBe("ReconciliationSuccess");
    expect(await room.item()).toMatchObject({ status: "COMPLETED", pollingIteration: polls });
    expect(room.letters()).toEqual([]);
  });

  it("leaves an item that says what came of it, and nothing else", async () => {
    const { arn } = await room.run();
    const item = await room.item();
    expect(item).toMatchObject({
      ...{ dialogGroupId: room.request.dialogGroupId, callId: room.request.callId },
      ...{ originalTimestamp: "2024-01-15T10:30:00Z", retryAttempt: 0, executionArn: arn },
      ...{ status: "COMPLETED", exportJobId: "EXP-JOB-1", exportJobStatus: "EXPORT_COMPLETED" },
      ...{ failedAt: undefined, failureReason: undefined, errorDetails: undefined },
    });
    expect(JSON.parse(item?.metadata ?? "")).toEqual({
      metadata: expect.objectContaining({ duration: 324, queueName: "Sales" }),
      filePath: DOWNLOADED.filePath,
      bytes: DOWNLOADED.bytes,
    });
    expect(item?.completedAt).toBe(item?.lastUpdated);
    expect(JSON.stringify(item)).not.toContain("https://");
  });
});

const LONG = `https://files.example.com/${"a".repeat(500_000)}`;

type Case = [what: string, status: string, last: string, arrange: () => void];

describe("a recording that does not come: the item's status, one letter, the machine's own failure", () => {
  it.each<Case>([
    [
      "the platform refuses the job",
      "FAILED_OCP_API_ERROR",
      "HandleOCPAPIError",
      () => room.platform.says("create", { status: 400 }),
    ],
    [
      "it has no room for it, four times",
      "FAILED_OCP_API_ERROR",
      "HandleOCPAPIError",
      () => room.platform.says("create", { status: 429, headers: { "retry-after": "60" } }),
    ],
    [
      "it does not answer, four times",
      "FAILED_OCP_API_ERROR",
      "HandleOCPAPIError",
      () => {
        room.platformTimeoutMs = 40;
        room.platform.says("create", "hang");
      },
    ],
    [
      "the job failed",
      "FAILED_EXPORT_ERROR",
      "HandleExportJobFailed",
      () => room.platform.says("status", { body: { status: "FAILED", errorMessage: "no audio" } }),
    ],
    [
      "the job is completed, and its file nowhere",
      "FAILED_EXPORT_ERROR",
      "HandleExportJobFailed",
      () => room.platform.says("status", { body: { status: "COMPLETED", downloadUrl: "soon" } }),
    ],
    [
      "the job has a status nobody documented",
      "FAILED_UNKNOWN_STATUS",
      "HandleUnknownStatus",
      () => room.platform.says("status", { body: { status: "ARCHIVED" } }),
    ],
    [
      "the job has a status of half a megabyte",
      "FAILED_UNKNOWN_STATUS",
      "HandleUnknownStatus",
      () => room.platform.says("status", { body: { status: "X".repeat(500_000) } }),
    ],
    [
      "the job's file is at an address of half a megabyte",
      "FAILED_EXPORT_ERROR",
      "HandleExportJobFailed",
      () => room.platform.says("status", { body: { status: "COMPLETED", downloadUrl: LONG } }),
    ],
    [
      "the job is never finished",
      "FAILED_MAX_RETRIES",
      "HandleMaxRetriesExceeded",
      () => room.platform.says("status", UNFINISHED),
    ],
    [
      "the metadata is not to be had",
      "FAILED_PARALLEL_ERROR",
      "HandleParallelError",
      () => room.platform.says("metadata", { status: 404 }),
    ],
    [
      "the download failed",
      "FAILED_PARALLEL_ERROR",
      "HandleParallelError",
      () => {
        room.worker = ({ taskToken }) =>
          room.answer("SendTaskFailure", { taskToken, error: "DownloadFailed", cause: "no zip" });
      },
    ],
    [
      "download and metadata tell of two recordings",
      "FAILED_PARALLEL_ERROR",
      "HandleParallelError",
      () => {
        room.worker = (task) => room.succeed(task, { ...DOWNLOADED, channels: 1 });
      },
    ],
    [
      "no worker answers",
      "FAILED_DOWNLOAD_TIMEOUT",
      "HandleParallelError",
      () => {
        room.worker = async () => {};
      },
    ],
    [
      "a function of ours breaks",
      "FAILED_UNEXPECTED_ERROR",
      "HandleUnexpectedError",
      () => {
        room.functions["CreateExportJobFunction"] = () => {
          throw new RangeError("a bug");
        };
      },
    ],
  ])("%s: %s", async (_, status, writer, arrange) => {
    arrange();
    const ended = await room.run();
    expect([ended.status, ended.error]).toEqual(["FAILED", "ReconciliationFailed"]);
    expect(ended.states.slice(-3)).toEqual([
      writer,
      "SendToDeadLetterQueue",
      "ReconciliationFailed",
    ]);
    const item = await room.item();
    expect(item).toMatchObject({ status, failedAt: item?.lastUpdated });
    const { dialogGroupId, callId, originalTimestamp, retryAttempt } = room.request;
    expect(room.letters()).toEqual([
      {
        ...{ dialogGroupId, callId, originalTimestamp, retryAttempt, executionId: ended.arn },
        exportJobId: item?.exportJobId ?? null,
        failureReason: item?.failureReason,
        reconciliationStatus: status,
        failedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ]);
    const [letter] = room.sqs.peek("dead-letters");
    expect(letter?.attributes).toEqual({
      FailureType: { DataType: "String", StringValue: status },
    });
    await room.watch();
    expect(room.letters()).toHaveLength(1);
    expect((await room.item())?.status).toBe(status);
  });
});

it("an address that is written in another way is fetched all the same", async () => {
  const downloadUrl = "HTTPS://Files.Example.com/a b.zip";
  room.platform.says("status", { body: { status: "COMPLETED", downloadUrl } });
  expect((await room.run()).status).toBe("SUCCEEDED");
  expect(room.sqs.peek("downloads")[0]?.body).toContain('"https://files.example.com/a%20b.zip"');
});

it("the item keeps what a function said of its error, and not where in our code it was", async () => {
  room.platform.says("create", { status: 500 });
  await room.run();
  const { Error: error, Cause } = JSON.parse((await room.item())?.errorDetails ?? "");
  expect(error).toBe("OCPAPIError");
  expect(JSON.parse(Cause)).toEqual({
    errorType: "OCPAPIError",
    errorMessage: "The export platform answered HTTP 500",
  });
});

it("and what the worker said as it said it", async () => {
  room.worker = ({ taskToken }) =>
    room.answer("SendTaskFailure", { taskToken, error: "DownloadFailed", cause: "no zip\nat all" });
  await room.run();
  expect(JSON.parse((await room.item())?.errorDetails ?? "")).toEqual({
    Error: "DownloadFailed",
    Cause: "no zip\nat all",
  });
});

it("a newer attempt has the item: this one ends without a word", async () => {
  room.platform.says("status", UNFINISHED);
  await room.trigger(room.request);
  await room.clock.advance(400_000);
  const newer = { ...room.request, retryAttempt: 1 };
  await room.trigger(newer);
  const [first, second] = [await room.ended(room.request), await room.ended(newer)];
  expect([first.status, first.states.at(-1)]).toEqual(["SUCCEEDED", "Superseded"]);
  expect(second.error).toBe("ReconciliationFailed");
  expect(room.letters()).toMatchObject([{ retryAttempt: 1 }]);
  expect(await room.item()).toMatchObject({ retryAttempt: 1, status: "FAILED_MAX_RETRIES" });
});
