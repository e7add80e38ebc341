import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { table } from "../cli/terminal/table.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Archives by packing and mebibytes, and how many of them at once. */
const RUNS = [
  ["stored-64", 1],
  ["stored-1024", 1],
  ["deflated-1024", 1],
  ["deflated-128", 4],
] as const;

interface StandIns {
  readonly url: string;
  /** In the order of the runs. */
  readonly bytes: readonly { readonly archive: number; readonly recording: number }[];
}

/** What one run of the worker came to. */
export interface DownloadRun {
  readonly seconds: number;
  readonly before: NodeJS.MemoryUsage;
  /** The highest of each. */
  readonly most: NodeJS.MemoryUsage;
  readonly outcomes: readonly string[];
}

/**
 * Does the worker's memory stay flat while an archive of 1 GiB streams through it? Each run is a
 * process of its own with the bundle that deploys; the platform and AWS are another's.
 */
export async function downloadWorker(): Promise<string> {
  const standIns = fork(
    here("download-stand-ins.ts"),
    RUNS.map(([name]) => name),
  );
  try {
    const { url, bytes } = await message<StandIns>(standIns);
    const rows: string[][] = [];
    for (const [index, [name, atOnce]] of RUNS.entries()) {
      const { archive = 0, recording = 0 } = bytes[index] ?? {};
      const run = await message<DownloadRun>(
        fork(here("download-run.ts"), [url, name, String(atOnce)], { env: environment(url) }),
      );
      const stored = run.outcomes.filter((outcome) => outcome === "DownloadStored").length;
      if (stored !== atOnce) throw new Error(`the downloads came to ${run.outcomes.join(", ")}`);
      rows.push([
        name.replace(/-.*/, ""),
        String(atOnce),
        megabytes(archive),
        megabytes(recording),
        run.seconds.toFixed(1),
        ((atOnce * recording) / 1e6 / run.seconds).toFixed(0),
        megabytes(run.before.rss),
        megabytes(run.most.rss),
        megabytes(run.most.heapUsed),
        megabytes(run.most.external),
      ]);
    }
    return table(
      [
        "archive",
        "at once",
        "MB",
        "recording MB",
        "s",
        "MB/s",
        "RSS MB before",
        "most",
        "heap MB most",
        "buffers MB most",
      ],
      rows,
    );
  } finally {
    standIns.kill();
  }
}

function environment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [first] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => {
      throw new Error(`the process ended with exit code ${code}`);
    }),
  ]);
  return first as T;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
