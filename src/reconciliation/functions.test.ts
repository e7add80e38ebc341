import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { METADATA } from "./test-machine.ts";
import { DOWNLOADED, ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
beforeAll(async () => {
  room = await new ReconciliationRoom().open();
});
beforeEach(() => {
  room.begin();
  room.worker = async () => {};
});
afterAll(() => room.close());

const call = (name: string, input: unknown) =>
  room.clock.drive(async () => room.functions[`${name}Function`]?.(input));

const IDS = { dialogGroupId: "DG-2024-001234", callId: "CALL-5678-ABCD" };
const CREATE = { ...IDS, requestedAt: "2024-01-15T10:35:00Z" };
const JOB = { exportJobId: "EXP-JOB-9999", dialogGroupId: IDS.dialogGroupId };
const TASK = {
  ...IDS,
  taskToken: "AAAA-secret-token-ZZZZ",
  exportJobId: "EXP-JOB-9999",
  downloadUrl: "https://ocp-export.example.com/files/EXP-JOB-9999.zip?signature=secret",
  originalTimestamp: "2024-01-15T10:30:00Z",
};

/** Each error by its name, and by nothing a person said. */
async function thrown(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "nothing",
    ({ name, message }: Error) => `${name}: ${message}`,
  );
}

describe("CreateExportJobFunction", () => {
  it("makes a job of the seed's input, one for equal inputs", async () => {
    const first = await call("CreateExportJob", CREATE);
    expect(first).toEqual({ exportJobId: "EXP-JOB-1", status: "CREATED" });
    expect(await call("CreateExportJob", CREATE)).toEqual(first);
    expect(room.platform.calls[0]?.body).toEqual(CREATE);
  });

  it("goes by the key it is given", async () => {
    const keyed = (idempotencyKey: string) =>
      call("CreateExportJob", { ...CREATE, idempotencyKey });
    const [one, same, other] = [await keyed("a"), await keyed("a"), await keyed("b")];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it.each([
    [{ ...CREATE, callId: "a b" }, /^InvalidInputError: callId must be 1 to 128/],
    [{ ...CREATE, requestedAt: "now" }, /^InvalidInputError: requestedAt must be an ISO 8601 time/],
    [{ ...CREATE, idempotencyKey: "a\nb" }, /^InvalidInputError: idempotencyKey must/],
    [null, /^InvalidInputError: input must be a JSON object/],
  ])("refuses %j and asks nobody", async (input, told) => {
    expect(await thrown(call("CreateExportJob", input))).toMatch(told);
    expect(room.platform.calls).toEqual([]);
  });
});

describe("CheckExportStatusFunction and GetExportMetadataFunction", () => {
  it("ask what the seed has them ask", async () => {
    expect(await call("CheckExportStatus", JOB)).toMatchObject({ status: "COMPLETED" });
    expect(await call("GetExportMetadata", JOB)).toMatchObject({
      metadata: { queueName: "Sales" },
    });
    expect(room.outcomes.taken()).toEqual(["ExportStatusChecked", "ExportMetadataRead"]);
  });

  it.each(["CheckExportStatus", "GetExportMetadata"])("%s names a missing field", async (name) => {
    expect(await thrown(call(name, { ...JOB, exportJobId: "" }))).toMatch(/: exportJobId must/);
  });

  it.each([".", "..", "\ud800", "x".repeat(257)])(
    "ask nothing of the job %j",
    async (exportJobId) => {
      for (const name of ["CheckExportStatus", "GetExportMetadata"]) {
        expect(await thrown(call(name, { ...JOB, exportJobId }))).toMatch(/: exportJobId must/);
      }
      expect(await thrown(call("NotifyDownloadService", { ...TASK, exportJobId }))).toMatch(
        /: exportJobId must/,
      );
      expect(room.platform.calls).toEqual([]);
    },
  );

  it("throw the platform's errors, and note their names alone", async () => {
    room.platform.says("status", { status: 500, body: { message: "+61491570156" } });
    expect(await thrown(call("CheckExportStatus", JOB))).toMatch(/^OCPAPIError: /);
    expect(room.outcomes.noted).toMatchObject([
      { outcome: "ExportStatusCheckFailed", identifiers: { contactId: JOB.dialogGroupId } },
    ]);
    expect(JSON.stringify(room.outcomes.noted)).not.toContain("+61");
  });
});

describe("NotifyDownloadServiceFunction", () => {
  const tasks = () => room.sqs.peek("downloads").map(({ body }) => JSON.parse(body));

  it("puts the task on the orchestrator queue, and does not wait", async () => {
    expect(await call("NotifyDownloadService", { ...TASK, fileSize: 15_728_640 })).toEqual({
      notificationSent: true,
      sqsMessageId: room.sqs.peek("downloads")[0]?.id,
    });
    await call("NotifyDownloadService", { ...TASK, fileSize: null });
    expect(tasks()).toEqual([{ ...TASK, fileSize: 15_728_640 }, TASK]);
  });

  it("says so when the queue refuses, without token or address", async () => {
    room.faults.add({ service: "sqs", operation: "SendMessage", fault: { kind: "error" } });
    const told = await thrown(call("NotifyDownloadService", TASK));
    expect(told).toMatch(/^DownloadQueueError: The orchestrator queue refused the task: \w+$/);
    expect(told + JSON.stringify(room.outcomes.noted)).not.toMatch(/secret|https/);
  });

  it.each(["taskToken", "downloadUrl", "callId", "originalTimestamp"])(
    "refuses a task without %s",
    async (field) => {
      const told = await thrown(call("NotifyDownloadService", { ...TASK, [field]: undefined }));
      expect(told).toMatch(new RegExp(`^InvalidInputError: ${field} must`));
      expect(tasks()).toEqual([]);
    },
  );
});

describe("ProcessParallelResultsFunction", () => {
  const process = (metadata: object, download: unknown) =>
    call("ProcessParallelResults", {
      dialogGroupId: IDS.dialogGroupId,
      metadataResult: { metadata: { ...METADATA.metadata, ...metadata } },
      downloadResult: download,
    });

  it("makes one result of two that agree", async () => {
    const { filePath, bytes } = DOWNLOADED;
    expect(await process({}, DOWNLOADED)).toEqual({ ...METADATA, filePath, bytes });
  });

  it.each([
    [{ channels: 1 }, DOWNLOADED, "metadata and download differ in channels"],
    [{ sampleRate: 16_000 }, DOWNLOADED, "metadata and download differ in sampleRate"],
    [{ duration: 322 }, DOWNLOADED, "metadata and download differ in duration"],
    [{}, { ...DOWNLOADED, status: "FAILED" }, "the download's result has no usable status"],
    [{}, { ...DOWNLOADED, bytes: 0 }, "the download's result has no usable bytes"],
    [{}, { ...DOWNLOADED, filePath: "/tmp/a" }, "the download's result has no usable filePath"],
    [
      {},
      { ...DOWNLOADED, durationSeconds: undefined },
      "the download's result has no usable durationSeconds",
    ],
    [{}, null, "the download's result has no usable result"],
    [{ duration: null }, DOWNLOADED, "the metadata's result has no usable metadata.duration"],
    [{}, { ...DOWNLOADED, bytes: 10 }, "the download has fewer bytes than its duration needs"],
  ])("refuses %j with %j", async (metadata, download, reason) => {
    expect(await thrown(process(metadata, download))).toBe(`ResultsDisagreeError: ${reason}`);
    expect(room.outcomes.taken()).toEqual(["ResultsDisagree"]);
  });

  it("refuses a download without metadata", async () => {
    const asked = call("ProcessParallelResults", { downloadResult: DOWNLOADED });
    expect(await thrown(asked)).toBe(
      "ResultsDisagreeError: the metadata's result is no JSON object",
    );
  });
});
