import { spawn } from "node:child_process";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import type { Clock } from "../src/aws/clock.ts";

const main = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `linekeeper` as a person would, where nothing answers unless the arguments say where. */
export function linekeeper(...args: string[]): Promise<Run> {
  return linekeeperIn({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" }, ...args);
}

/** The same at the time of a stack that is in another, and paced. */
export function linekeeperOn(clock: Clock, ...args: string[]): Promise<Run> {
  const ahead = clock.now() - Date.now();
  const hook = `globalThis[Symbol.for("linekeeper.clock")] = {
    now: () => Date.now() + ${ahead},
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
  return linekeeperIn({ AWS_ENDPOINT_URL: "http://127.0.0.1:9", NODE_OPTIONS }, ...args);
}

/** The same where these variables are set, and none of AWS's else. */
export function linekeeperIn(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Run> {
  const others = Object.entries(env).filter(([name]) => !name.startsWith("AWS_"));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...Object.fromEntries(others), NO_COLOR: "1", ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
