import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import type { FunctionDescription } from "../template/function.ts";
import { aBundle, removeBundles } from "./a-bundle.ts";
import { type FinishedInvocation, LambdaHost } from "./lambda-host.ts";

const START = Date.UTC(2026, 0, 5, 8);
const FROM_TEST = { source: "test" };

const SLEEPER = `
  let calls = 0;
  const clock = () => globalThis[Symbol.for("linekeeper.clock")];
  export const handler = async ({ sleep }, context) => {
    calls += 1;
    await clock().sleep(sleep);
    return { calls, left: context.getRemainingTimeInMillis() };
  };`;

let clock = new LocalClock(START);
let finished: FinishedInvocation[] = [];
let host = aHost();

function aHost(hungAfterMs?: number): LambdaHost {
  return new LambdaHost({
    clock,
    region: "eu-central-1",
    account: "111122223333",
    environment: { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" },
    onInvocation: (invocation) => finished.push(invocation),
    ...(hungAfterMs !== undefined && { hungAfterMs }),
  });
}

function register(source: string, overrides: Partial<FunctionDescription> = {}): string {
  const description = aBundle(source, overrides);
  host.register(description);
  return description.name;
}

async function call(name: string, event: unknown = {}) {
  const result = await clock.drive(() => host.invoke(name, JSON.stringify(event), FROM_TEST));
  return { ...result, answer: JSON.parse(result.payload) };
}

beforeEach(() => {
  clock = new LocalClock(START);
  clock.install();
  finished = [];
  host = aHost();
});

afterEach(() => {
  host.close();
  clock.uninstall();
  removeBundles();
});

describe("an invocation", () => {
  it("hands over a fresh event and answers JSON", async () => {
    const name = register(
      `const seen = []; export const handler = async (event) => {
        seen.push(event); event.changed = true; return { seen: seen.length, same: seen[0] === event };
      };`,
    );
    expect((await call(name, { a: 1 })).answer).toEqual({ seen: 1, same: true });
    expect((await call(name, { a: 1 })).answer).toEqual({ seen: 2, same: false });
  });

  it("answers null for undefined, as the runtime does", async () => {
    const name = register("export const handler = () => {};");
    expect((await call(name)).payload).toBe("null");
  });

  it("gives Lambda's context, its time running on the driven clock", async () => {
    const name = register(
      `export const handler = async (_event, { getRemainingTimeInMillis, ...context }) => {
        await globalThis[Symbol.for("linekeeper.clock")].sleep(1200);
        return { ...context, left: getRemainingTimeInMillis() };
      };`,
    );
    const { answer, requestId, durationMs } = await call(name);
    expect(answer).toMatchObject({
      functionName: "Fn",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:Fn",
      memoryLimitInMB: "128",
      awsRequestId: requestId,
      left: 1_800,
    });
    expect(durationMs).toBe(1_200);
    expect(finished).toEqual([
      { functionName: "Fn", source: "test", requestId, startedAt: START, durationMs: 1_200 },
    ]);
  });

  it("reports what was thrown under its own name, and logs it as the runtime does", async () => {
    const name = register(
      `export const handler = async () => {
        throw Object.assign(new Error("count must be a whole number"), { name: "ValueError" });
      };`,
    );
    const { answer, functionError, log } = await call(name);
    expect(functionError).toBe("Unhandled");
    expect(answer).toMatchObject({
      errorType: "ValueError",
      errorMessage: "count must be a whole number",
    });
    expect(answer.trace[0]).toContain("count must be a whole number");
    expect(log).toMatch(/^2026-01-05T08:00:00.000Z\t[-0-9a-f]+\tERROR\tInvoke Error\t\{/);
  });

  it("reports what is not an error by its type", async () => {
    const name = register('export const handler = () => { throw "no"; };');
    expect((await call(name)).answer).toEqual({
      errorType: "string",
      errorMessage: "no",
      trace: [],
    });
  });

  it("refuses answers that are too large or not JSON", async () => {
    const large = register('export const handler = () => "x".repeat(6_291_556);', { name: "L" });
    const circle = register("export const handler = () => { const a = {}; a.a = a; return a; };", {
      name: "C",
    });
    expect((await call(large)).answer.errorType).toBe("Function.ResponseSizeTooLarge");
    expect((await call(circle)).answer.errorType).toBe("Runtime.JSONStringifyError");
  });

  it("refuses requests as the Lambda API does", async () => {
    const name = register("export const handler = (event) => event;");
    const refusal = (payload: string, of = name) =>
      host.invoke(of, payload, FROM_TEST).catch(({ name: word, status }) => [word, status]);
    expect(await refusal("{")).toEqual(["InvalidRequestContentException", 400]);
    expect(await refusal(`"${"x".repeat(6_291_456)}"`)).toEqual(["RequestTooLargeException", 413]);
    expect(await refusal("{}", "Nobody")).toEqual(["ResourceNotFoundException", 404]);
    expect((await host.invoke(name, "", FROM_TEST)).payload).toBe("{}");
  });
});

describe("a function's time", () => {
  it("ends on the clock, and the next invocation starts cold", async () => {
    const name = register(SLEEPER);
    expect((await call(name, { sleep: 2_999 })).answer).toEqual({ calls: 1, left: 1 });
    const late = await call(name, { sleep: 3_001 });
    expect(late).toMatchObject({ functionError: "Unhandled", durationMs: 3_000 });
    expect(late.answer).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${late.requestId} Error: Task timed out after 3.00 seconds`,
    });
    expect((await call(name, { sleep: 0 })).answer.calls).toBe(1);
  });

  it("ends in real time when the call hangs, so that the driven clock can move on", async () => {
    host.close();
    host = aHost(20);
    const name = register("export const handler = () => new Promise(() => {});");
    const { answer, durationMs } = await call(name);
    expect([answer.errorType, durationMs]).toEqual(["Sandbox.Timedout", 0]);
    await clock.advance(5_000);
    expect(clock.now()).toBe(START + 5_000);
  });

  it("keeps the process alive no longer than its host", async () => {
    const name = register(SLEEPER);
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;
    const before = timers();
    const running = clock.start("beside", () => host.invoke(name, '{"sleep":2000}', FROM_TEST));
    await clock.settle();
    expect(timers()).toBe(before + 1);
    host.close();
    expect(timers()).toBe(before);
    host = aHost();
    await expect(Promise.race([running, Promise.resolve("no answer")])).resolves.toBe("no answer");
  });

  it("does not hold the clock while the function sleeps", async () => {
    const name = register(SLEEPER, { timeoutSeconds: 900 });
    const both = await clock.drive(() =>
      Promise.all([
        host.invoke(name, '{"sleep":800000}', FROM_TEST),
        host.invoke(name, '{"sleep":600000}', FROM_TEST),
      ]),
    );
    expect(both.map(({ durationMs }) => durationMs)).toEqual([800_000, 600_000]);
  });
});

describe("a cold start", () => {
  it("gives every function its own instance and environment, also when they load at once", async () => {
    const source = `
      const atStart = process.env.NAME;
      const later = await Promise.resolve().then(() => process.env.NAME);
      let calls = 0;
      export const handler = async () => {
        calls += 1;
        await null;
        return [atStart, later, process.env.NAME, calls, process.env.AWS_LAMBDA_FUNCTION_NAME,
          process.env.AWS_ENDPOINT_URL, process.env.PATH ?? "none", "NAME" in process.env];
      };`;
    const names = ["a", "b", "c"].map((name) =>
      register(source, { name, environment: { NAME: `name of ${name}` } }),
    );
    const answers = await clock.drive(() =>
      Promise.all(names.map((name) => host.invoke(name, "{}", FROM_TEST))),
    );
    expect(answers.map(({ payload }) => JSON.parse(payload))).toEqual(
      names.map((name) => {
        const own = `name of ${name}`;
        return [own, own, own, 1, name, "http://127.0.0.1:4566", "none", true];
      }),
    );
  });

  it("happens once for invocations that come at the same time", async () => {
    const name = register("let calls = 0; export const handler = () => ++calls;");
    const answers = await clock.drive(() =>
      Promise.all(Array.from({ length: 20 }, () => host.invoke(name, "{}", FROM_TEST))),
    );
    expect(new Set(answers.map(({ payload }) => payload)).size).toBe(20);
  });

  it("that fails is reported by each invocation and tried again", async () => {
    const description = aBundle(
      `class ConfigurationError extends Error { name = "ConfigurationError"; }
      throw new ConfigurationError("Environment variable TABLE is required");`,
    );
    host.register(description);
    for (let i = 0; i < 2; i += 1) {
      const { answer, functionError } = await call("Fn");
      expect([functionError, answer.errorType]).toEqual(["Unhandled", "ConfigurationError"]);
    }
    writeFileSync(join(description.codeDirectory, "index.mjs"), "export const handler = () => 1;");
    expect((await call("Fn")).answer).toBe(1);
    expect(host.logs.all().filter(({ text }) => text.includes("Init Error"))).toHaveLength(2);
  });

  it.each([
    ["Runtime.HandlerNotFound", "export const other = 1;", "index.handler"],
    ["Runtime.MalformedHandlerName", "export const handler = () => 1;", "handler"],
    ["Runtime.ImportModuleError", "export const handler = () => 1;", "app.handler"],
    ["Runtime.UserCodeSyntaxError", "export const handler = (;", "index.handler"],
    [
      "Runtime.CallbackHandlerDeprecated",
      "export const handler = (e, c, b) => b();",
      "index.handler",
    ],
  ])("answers %s", async (errorType, source, handler) => {
    expect((await call(register(source, { handler }))).answer.errorType).toBe(errorType);
  });
});
