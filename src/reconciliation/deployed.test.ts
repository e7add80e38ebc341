import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { captureLines } from "../../test/written-lines.ts";
import { CLOCK_HOOK, type Clock } from "../aws/clock.ts";
import { ReconciliationRoom } from "./test-room.ts";

let room: ReconciliationRoom;
let trigger: typeof import("./reconciliation-trigger.lambda.ts");
let watchdog: typeof import("./reconciliation-watchdog.lambda.ts");
let functions: ReconciliationRoom["functions"];
let lines: string[];
const hooked = globalThis as { [CLOCK_HOOK]?: Clock };

beforeAll(async () => {
  room = await new ReconciliationRoom().open();
  room.begin();
  hooked[CLOCK_HOOK] = room.clock;
  Object.assign(process.env, room.environment);
  trigger = await import("./reconciliation-trigger.lambda.ts");
  watchdog = await import("./reconciliation-watchdog.lambda.ts");
  const [create, check, metadata, notify, results] = await Promise.all([
    import("./create-export-job.lambda.ts"),
    import("./check-export-status.lambda.ts"),
    import("./get-export-metadata.lambda.ts"),
    import("./notify-download-service.lambda.ts"),
    import("./process-parallel-results.lambda.ts"),
  ]);
  functions = {
    CreateExportJobFunction: create.handler,
    CheckExportStatusFunction: check.handler,
    GetExportMetadataFunction: metadata.handler,
    NotifyDownloadServiceFunction: notify.handler,
    ProcessParallelResultsFunction: results.handler,
  };
}, 60_000);
beforeEach(() => {
  room.begin();
  const { NotifyDownloadServiceFunction: notify } = functions;
  room.functions = {
    ...functions,
    NotifyDownloadServiceFunction: async (input) => {
      const answer = await notify?.(input);
      room.work();
      return answer;
    },
  };
  lines = captureLines();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  delete hooked[CLOCK_HOOK];
  await room.close();
});

const event = (body: string) => ({ Records: [{ messageId: "m-1", body }] }) as never;
const deliver = (body: object | string) =>
  room.clock.drive(() =>
    trigger.handler(event(typeof body === "string" ? body : JSON.stringify(body))),
  );
const tell = (more: object) =>
  room.clock.drive(() => watchdog.handler({ id: "e-1", ...more } as never));

describe("the functions as they are deployed", () => {
  it("reconcile a call from its message to its item", async () => {
    expect(await deliver(room.request)).toEqual({ batchItemFailures: [] });
    expect((await room.ended()).status).toBe("SUCCEEDED");
    expect(await room.item()).toMatchObject({ status: "COMPLETED", retryAttempt: 0 });
    expect(room.platform.calls[0]).toMatchObject({ authorization: "Bearer token" });
    const logged = lines.join("");
    for (const outcome of ["ReconciliationStarted", "ExportJobCreated", "DownloadRequested"]) {
      // A log line, and a metric dimensioned by the system.
      expect(logged).toMatch(new RegExp(`"message":"${outcome}"`));
      expect(logged).toMatch(new RegExp(`"service":"reconciliation"[^\\n]*"${outcome}":\\[?1`));
    }
  });

  it("tell neither token, nor address, nor task token", async () => {
    room.platform.says("create", { status: 503, body: "https://inside.example.com token" });
    await deliver(room.request);
    await room.ended();
    room.platform.says("create");
    room.worker = async () => {};
    const next = { ...room.request, retryAttempt: 1 };
    await deliver(next);
    await room.ended(next);
    const [task] = room.sqs.peek("downloads").map(({ body }) => JSON.parse(body));
    const told = JSON.stringify([lines, await room.item(), room.letters()]);
    for (const secret of [task.taskToken, task.downloadUrl, "https://", "Bearer"]) {
      expect(told).not.toContain(secret);
    }
  });

  it("send to the poison queue what is no request", async () => {
    expect(await deliver("{")).toEqual({ batchItemFailures: [] });
    expect(room.sqs.peek("poison").map(({ body }) => JSON.parse(body))).toEqual([
      { system: "reconciliation", reason: "body must be a JSON text", eventId: "m-1" },
    ]);
  });

  it("book what ended without them: by its event, and by the schedule", async () => {
    const schedule = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };
    for (const end of ["event", "schedule"]) {
      room.begin();
      room.platform.says("status", { body: { status: "IN_PROGRESS" } });
      await deliver(room.request);
      await room.clock.advance(310_000);
      room.stop();
      const detail = room.changes.at(-1) ?? {};
      if (end === "event") {
        await tell({ "detail-type": "Step Functions Execution Status Change", detail });
      } else {
        await room.clock.advance(14_401_000);
        await tell(schedule);
      }
      expect((await room.item())?.status).toBe("FAILED_ABORTED");
      expect(room.letters()).toHaveLength(1);
    }
  });
});

describe("a wrong environment ends the start, and names the variable", () => {
  it.each([
    ["reconciliation-trigger", "RECONCILIATION_TABLE", ""],
    ["reconciliation-trigger", "RECONCILIATION_STATE_MACHINE_ARN", "arn:aws:states:x"],
    ["create-export-job", "EXPORT_API_URL", "http://ocp.example.com"],
    ["check-export-status", "EXPORT_API_TOKEN_SECRET_ARN", ""],
    ["get-export-metadata", "EXPORT_API_URL", ""],
    ["notify-download-service", "DOWNLOAD_QUEUE_URL", ""],
    ["reconciliation-watchdog", "RECONCILIATION_DEAD_LETTER_QUEUE_URL", ""],
    ["reconciliation-watchdog", "RECONCILIATION_STATE_MACHINE_ARN", "linekeeper"],
    ["reconciliation-watchdog", "RECONCILIATION_TIMEOUT_SECONDS", "4h"],
  ])("%s: %s=%j", async (name, variable, value) => {
    vi.resetModules();
    vi.stubEnv(variable, value);
    await expect(import(`./${name}.lambda.ts`)).rejects.toThrow(
      new RegExp(`^Environment variable ${variable} `),
    );
    vi.unstubAllEnvs();
  });
});
