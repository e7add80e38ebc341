import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StillClock } from "../../test/still-clock.ts";
import type { Secret } from "../aws/secret.ts";
import { exportApiUrl } from "./export-api-url.ts";
import type { ExportPlatform } from "./export-platform.ts";
import { httpExportPlatform } from "./http-export-platform.ts";
import { TestPlatform } from "./test-platform.ts";

const server = new TestPlatform();
let clock: StillClock;
let platform: ExportPlatform;
beforeAll(() => server.listen());
beforeEach(() => {
  server.reset();
  clock = new StillClock();
  platform = open();
});
afterAll(() => server.close());

const TOKEN: Secret = { text: async () => "token-1", refreshed: async () => "token-2" };

function open(timeoutMs = 5_000, token = TOKEN, apiUrl = exportApiUrl(server.url)): ExportPlatform {
  return httpExportPlatform({ apiUrl, token, clock, timeoutMs });
}

const REQUEST = {
  dialogGroupId: "DG-1",
  callId: "CALL-1",
  requestedAt: "2024-01-15T10:35:00.000Z",
  idempotencyKey: "DG-1-0-abc",
};

/** Error name and message of what is asked. */
async function refused(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "an answer",
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe("what is asked", () => {
  it("a job, under its key, with the token", async () => {
    const estimatedCompletionTime = "2024-01-15T10:45:00Z";
    server.says("create", {
      status: 201,
      body: { exportJobId: "EXP/1", status: "CREATED", estimatedCompletionTime, more: 1 },
    });
    expect(await platform.createJob(REQUEST)).toEqual({
      exportJobId: "EXP/1",
      status: "CREATED",
      estimatedCompletionTime: "2024-01-15T10:45:00.000Z",
    });
    const { idempotencyKey, ...body } = REQUEST;
    expect(server.calls).toEqual([
      {
        method: "POST",
        path: "/api/export-jobs",
        authorization: "Bearer token-1",
        acceptEncoding: "identity",
        idempotencyKey,
        body,
      },
    ]);
  });

  it("status and metadata, by an id that cannot leave its place in the path", async () => {
    await platform.jobStatus("../a b");
    await platform.metadata("../a b");
    expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/export-jobs/..%2Fa%20b",
      "GET /api/export-jobs/..%2Fa%20b/metadata",
    ]);
  });
});

describe("what is answered", () => {
  it.each([
    [{ status: "IN_PROGRESS", progress: 45, estimatedSecondsRemaining: 180 }, undefined],
    [{ status: "FAILED", errorMessage: "no audio" }, undefined],
    [{}, undefined],
    [{ status: "ARCHIVED", secret: "x" }, { status: "ARCHIVED" }],
    [{ status: "IN_PROGRESS", estimatedSecondsRemaining: "soon" }, { status: "IN_PROGRESS" }],
    [{ status: 5, progress: null }, {}],
    [{ status: "COMPLETED", downloadUrl: "ftp://a/b", fileSize: -1 }, { status: "COMPLETED" }],
    [{ status: "COMPLETED", downloadUrl: "http://files.example.com/1" }, { status: "COMPLETED" }],
    [
      { downloadUrl: "HTTPS://Files.example.com/a b" },
      { downloadUrl: "https://files.example.com/a%20b" },
    ],
    [{ downloadUrl: `https://files.example.com/${"a".repeat(9_000)}` }, {}],
    [{ status: "X".repeat(300_000) }, { status: "X".repeat(1_000) }],
    [{ errorMessage: `${"a".repeat(999)}😀` }, { errorMessage: `${"a".repeat(999)}\ufffd` }],
  ])("a status %j", async (body, read) => {
    server.says("status", { body });
    expect(await platform.jobStatus("1")).toEqual(read ?? body);
  });

  it("a completed job", async () => {
    expect(await platform.jobStatus("1")).toEqual({
      status: "COMPLETED",
      downloadUrl: "https://ocp-export.example.com/files/EXP-JOB-9999.zip",
      fileSize: 15_728_640,
      completedAt: "2024-01-15T10:42:00.000Z",
    });
  });

  it.each([
    [{ format: "wav", sha256: "AB".repeat(32) }, "an answer"],
    [{ sha256: null, agentId: 5 }, "an answer"],
    [{ duration: undefined }, "metadata.duration"],
    [{ channels: 0 }, "metadata.channels"],
    [{ sampleRate: "8000" }, "metadata.sampleRate"],
    [{ format: "MP3" }, "metadata.format"],
    [{ sha256: "garbage" }, "metadata.sha256"],
  ])("metadata with %j: %s", async (more, expected) => {
    const metadata = { duration: 324, channels: 2, sampleRate: 8_000, format: "WAV", ...more };
    server.says("metadata", { body: { metadata } });
    const told = await refused(platform.metadata("1"));
    expect(told).toBe(
      expected === "an answer"
        ? expected
        : `OCPAPIError: The export platform's answer has no usable ${expected}`,
    );
  });

  it.each([
    ["nothing", {}, "no usable exportJobId"],
    ["an empty id", { exportJobId: "" }, "no usable exportJobId"],
    ["an id that leads elsewhere", { exportJobId: ".." }, "no usable exportJobId"],
    ["an id of half a character", '{"exportJobId":"\\ud800"}', "no usable exportJobId"],
    ["an id longer than its place", { exportJobId: "é".repeat(129) }, "no usable exportJobId"],
    ["a list", "[]", "no usable exportJobId"],
    ["no object", "null", "is no JSON object"],
    ["no JSON", "<html>", "is not JSON"],
  ])("%s is no job", async (_, body, expected) => {
    server.says("create", { status: 201, body });
    expect(await refused(platform.createJob(REQUEST))).toMatch(
      new RegExp(`^OCPAPIError: .*${expected}$`),
    );
  });

  it.each([
    ["as it is", (text: string) => ({ body: text })],
    [
      "packed",
      (text: string) => ({ body: gzipSync(text), headers: { "content-encoding": "gzip" } }),
    ],
  ])("nothing is read of an answer too large, %s", async (_, reply) => {
    const large = JSON.stringify({ status: "COMPLETED", errorMessage: " ".repeat(1_048_576) });
    server.says("status", reply(large));
    expect(await refused(platform.jobStatus("1"))).toBe(
      "OCPAPIError: The export platform's answer is too large",
    );
  });

  it("an answer that never ends is left", async () => {
    server.says("status", "endless");
    expect(await refused(platform.jobStatus("1"))).toMatch(/answer is too large$/);
  });

  it("an estimate that is no time is none", async () => {
    server.says("create", { body: { exportJobId: "1", estimatedCompletionTime: "2024-13-45" } });
    expect(await platform.createJob(REQUEST)).toEqual({ exportJobId: "1", status: "CREATED" });
  });
});

describe("errors, by name", () => {
  it.each([400, 403, 404, 409, 500, 502, 503, 302])(
    "HTTP %i: OCPAPIError, at once",
    async (status) => {
      server.says("status", { status, headers: { location: "https://elsewhere.example.com/" } });
      expect(await refused(platform.jobStatus("1"))).toBe(
        `OCPAPIError: The export platform answered HTTP ${status}`,
      );
      expect(server.calls).toHaveLength(1);
    },
  );

  it.each([408, 504])("HTTP %i: OCPAPITimeoutError", async (status) => {
    server.says("status", { status });
    expect(await refused(platform.jobStatus("1"))).toMatch(/^OCPAPITimeoutError: /);
  });

  it("no answer: OCPAPITimeoutError", async () => {
    server.says("status", "hang");
    expect(await refused(open(40).jobStatus("1"))).toBe(
      "OCPAPITimeoutError: The export platform did not answer within 40 ms",
    );
  });

  it("a connection that breaks, or is refused: OCPAPIError, without an address", async () => {
    server.says("status", "drop");
    const broken = await refused(platform.jobStatus("secret-id"));
    const nowhere = new URL("http://127.0.0.1:9/api");
    const noone = await refused(open(5_000, TOKEN, nowhere).jobStatus("secret-id"));
    for (const told of [broken, noone]) {
      expect(told).toMatch(/^OCPAPIError: The export platform could not be reached \(/);
      expect(told).not.toMatch(/127\.0\.0\.1|secret|token/);
    }
  });
});

describe("too many requests", () => {
  const HTTP_DATE = (at: number) => new Date(at).toUTCString();

  it.each([
    ["seconds", "3", 3_000],
    ["a date", "date+4", 4_000],
    ["a date that is past", "date-60", 0],
    ["five seconds", "5", 5_000],
  ])("a short Retry-After (%s) is waited here", async (_, header, slept) => {
    const now = clock.now();
    const [, away] = /date([+-]\d+)/.exec(header) ?? [];
    const value = away ? HTTP_DATE(now + Number(away) * 1_000) : header;
    server.says("status", { status: 429, headers: { "retry-after": value } }, {});
    expect(await platform.jobStatus("1")).toEqual({});
    expect(clock.now() - now).toBe(slept);
  });

  it.each([["6"], ["600"], ["date+60"], ["later"], [""], ["2.5"], ["-5"], ["1, 2"], ["2024"]])(
    "any other (%j) is the state machine's",
    async (header) => {
      const now = clock.now();
      const value = header === "date+60" ? HTTP_DATE(now + 60_000) : header;
      server.says("status", { status: 429, headers: { "retry-after": value } }, {});
      expect(await refused(platform.jobStatus("1"))).toMatch(/^OCPAPIThrottlingError: /);
      expect(clock.now()).toBe(now);
    },
  );

  it("is waited once", async () => {
    const now = clock.now();
    server.says("status", { status: 429, headers: { "retry-after": "2" } });
    await expect(platform.jobStatus("1")).rejects.toMatchObject({
      name: "OCPAPIThrottlingError",
      retryAfterSeconds: 2,
    });
    expect(clock.now() - now).toBe(2_000);
    expect(server.calls).toHaveLength(2);
  });
});

describe("a refused token", () => {
  it("is read anew, and the same is asked again", async () => {
    server.says("create", { status: 401 }, { body: { exportJobId: "1" } });
    await platform.createJob(REQUEST);
    expect(server.calls.map(({ authorization }) => authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
    expect(server.calls[1]).toMatchObject({ idempotencyKey: REQUEST.idempotencyKey });
  });

  it("is read anew once", async () => {
    server.says("status", { status: 401 });
    expect(await refused(platform.jobStatus("1"))).toBe(
      "OCPAPIError: The export platform answered HTTP 401",
    );
    expect(server.calls).toHaveLength(2);
  });
});

describe("the address of the platform", () => {
  it.each([
    ["https://ocp.example.com/v1/", "https://ocp.example.com/v1/"],
    ["http://127.0.0.1:4567", "http://127.0.0.1:4567/"],
    ["http://[::1]:4567", "http://[::1]:4567/"],
    ["http://localhost/api", "http://localhost/api"],
  ])("%s", (text, href) => {
    expect(exportApiUrl(text).href).toBe(href);
  });

  it.each([
    "",
    "ocp.example.com",
    "http://ocp.example.com",
    "http://127.0.0.1.example.com",
    "ftp://127.0.0.1/",
    "https://user:word@ocp.example.com",
    "https://ocp.example.com/?key=1",
    "https://ocp.example.com/#a",
  ])("is refused: %s", (text) => {
    expect(() => exportApiUrl(text)).toThrow(/^Environment variable EXPORT_API_URL must be/);
  });
});
