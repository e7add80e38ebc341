import { createInterface } from "node:readline";
import { linekeeper } from "../cli/program.ts";

/**
 * Runs the commands that come as lines of JSON, one after another, and answers each with a line: a
 * process of its own for each would spend most of a second on loading what it needs.
 */
interface Asked {
  readonly args: readonly string[];
  /** How far the time of a stack is ahead of the wall clock's, milliseconds. */
  readonly ahead?: number;
}

const CLOCK = Symbol.for("linekeeper.clock");
const shared = globalThis as { [CLOCK]?: object };
const sleep = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
const write = process.stdout.write.bind(process.stdout);

for await (const line of createInterface({ input: process.stdin })) {
  const { args, ahead } = JSON.parse(line) as Asked;
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      said[stream] += text.toString();
      return true;
    };
  }
  if (ahead === undefined) delete shared[CLOCK];
  else shared[CLOCK] = { now: () => Date.now() + ahead, sleep };
  process.exitCode = 0;
  await linekeeper(args);
  write(`${JSON.stringify({ status: process.exitCode, ...said })}\n`);
  process.exitCode = 0;
}
