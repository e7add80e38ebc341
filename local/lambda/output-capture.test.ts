import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { aBundle, removeBundles } from "./a-bundle.ts";
import type { LogLine } from "./function-logs.ts";
import { LambdaHost } from "./lambda-host.ts";

const clock = new LocalClock(0);
const original = process.stdout.write;
let terminal: string[] = [];
let seen: LogLine[] = [];
let host: LambdaHost | undefined;

beforeEach(() => {
  terminal = [];
  seen = [];
  process.stdout.write = ((chunk: string) => terminal.push(chunk) > 0) as typeof original;
  host = new LambdaHost({
    clock,
    region: "eu-central-1",
    account: "111122223333",
    environment: {},
    onLog: (line) => seen.push(line),
  });
});

afterEach(() => {
  host?.close();
  process.stdout.write = original;
  removeBundles();
});

async function run(source: string, events: readonly unknown[] = [{}]) {
  host?.register(aBundle(source));
  return Promise.all(
    events.map((event) => host?.invoke("Fn", JSON.stringify(event), { source: "test" })),
  );
}

it("takes what a function writes, whichever way, and prints nothing", async () => {
  const [result] = await run(`
    import { Console } from "node:console";
    const own = new Console({ stdout: process.stdout, stderr: process.stderr });
    console.log("while importing");
    export const handler = async () => {
      console.log("global", { a: 1 });
      console.error("error");
      own.info("own");
      process.stdout.write("raw\\n");
      await new Promise((resolve) => process.stderr.write("bytes", "utf8", resolve));
      return "done";
    };`);
  expect(result?.log).toBe("global { a: 1 }\nerror\nown\nraw\nbytes");
  expect(seen.map(({ source, text }) => [source, text])).toEqual([
    ["stdout", "while importing"],
    ["stdout", "global { a: 1 }"],
    ["stderr", "error"],
    ["stdout", "own"],
    ["stdout", "raw"],
    ["stderr", "bytes"],
  ]);
  expect(terminal).toEqual([]);
});

it("keeps invocations that run at the same time apart", async () => {
  const events = Array.from({ length: 50 }, (_, id) => ({ id }));
  const results = await run(
    `export const handler = async ({ id }) => {
      for (let i = 0; i < 3; i += 1) { console.log(id + ":" + i); await null; }
    };`,
    events,
  );
  expect(results.map((result) => result?.log)).toEqual(
    events.map(({ id }) => `${id}:0\n${id}:1\n${id}:2`),
  );
  expect(new Set(seen.map(({ requestId }) => requestId)).size).toBe(50);
});

it("lets everything else pass, and gives the streams back", async () => {
  await run("export const handler = () => console.log(1);");
  process.stdout.write("from the stack");
  host?.close();
  process.stdout.write("after");
  expect(terminal).toEqual(["from the stack", "after"]);
  expect(host?.logs.of("Fn").map(({ text }) => text)).toEqual(["1"]);
});
