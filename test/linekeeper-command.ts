import { spawn } from "node:child_process";
import { env } from "node:process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `linekeeper` as a person would, where nothing answers unless the arguments say where. */
export function linekeeper(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...env, NO_COLOR: "1", AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
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
