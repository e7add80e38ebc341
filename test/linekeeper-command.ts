import { type ChildProcess, spawn } from "node:child_process";
import { env } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Clock } from "../src/aws/clock.ts";

const commandLine = fileURLToPath(new URL("./command-line.ts", import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `linekeeper` as a person would, where nothing answers unless the arguments say where. */
export function linekeeper(...args: string[]): Promise<Run> {
  return linekeeperIn(NOWHERE, ...args);
}

/** The same at the time of a stack that is in another, and paced. */
export function linekeeperOn(clock: Clock, ...args: string[]): Promise<Run> {
  return shell(NOWHERE).run({ args, ahead: clock.now() - Date.now() });
}

/** The same where these variables are set, and none of AWS's else. */
export function linekeeperIn(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Run> {
  return shell(environment).run({ args });
}

const NOWHERE = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };

/** A process per environment, which ends with the one that runs the tests. */
class Shell {
  readonly #process: ChildProcess;
  readonly #waiting: { resolve(run: Run): void; reject(reason: Error): void }[] = [];

  constructor(environment: Readonly<Record<string, string>>) {
    const others = Object.entries(env).filter(([name]) => !name.startsWith("AWS_"));
    this.#process = spawn(process.execPath, [commandLine], {
      env: { ...Object.fromEntries(others), NO_COLOR: "1", ...environment },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error("the command line has no output");
    createInterface({ input: stdout }).on("line", (line) => {
      this.#waiting.shift()?.resolve(JSON.parse(line) as Run);
    });
    this.#process.on("exit", (code) => {
      for (const { reject } of this.#waiting) reject(new Error(`the command line ended: ${code}`));
    });
  }

  run(asked: { readonly args: readonly string[]; readonly ahead?: number }): Promise<Run> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin?.write(`${JSON.stringify(asked)}\n`);
    });
  }
}

const shells = new Map<string, Shell>();

function shell(environment: Readonly<Record<string, string>>): Shell {
  const key = JSON.stringify(environment);
  const known = shells.get(key) ?? new Shell(environment);
  shells.set(key, known);
  return known;
}
