import type { Worker } from "../src/reconciliation/worker/open-worker.ts";
import type { DownloadRun } from "./download-worker.ts";

/**
 * Downloads by the worker's bundle, in a process of its own; sends its parent what it measured.
 * Arguments: where everything is, the archive's name, how many at once.
 */
const [, , url = "", name = "", atOnce = "1"] = process.argv;

const outcomes: string[] = [];
process.stdout.write = (line) => {
  const { message } = JSON.parse(String(line)) as { readonly message?: string };
  if (message) outcomes.push(message);
  return true;
};

const bundle = new URL("../dist/worker/index.mjs", import.meta.url).href;
const { openWorker } = (await import(bundle)) as {
  openWorker(environment: Readonly<Record<string, string>>): Worker;
};
const worker = openWorker({
  AWS_REGION: "us-east-1",
  DOWNLOAD_QUEUE_URL: `${url}/queue`,
  RECONCILIATION_POISON_QUEUE_URL: `${url}/poison`,
  EXPORT_API_URL: url,
  EXPORT_API_TOKEN_SECRET_ARN: "token",
  RECORDINGS_BUCKET: "recordings",
  RECORDINGS_PREFIX: "CallRecordings",
  DOWNLOAD_MAX_BYTES: String(4 * 1024 ** 3),
});

const task = {
  taskToken: "token",
  exportJobId: name,
  dialogGroupId: "call",
  callId: "call",
  downloadUrl: `${url}/archive/${name}`,
  originalTimestamp: "2026-01-05T08:00:00Z",
};
const before = process.memoryUsage();
const most = { ...before };
const sampling = setInterval(() => {
  const now = process.memoryUsage();
  for (const what of Object.keys(most) as (keyof NodeJS.MemoryUsage)[]) {
    most[what] = Math.max(most[what], now[what]);
  }
}, 20);
const began = performance.now();
const message = { messageId: "1", receiptHandle: "1", body: JSON.stringify(task) };
await Promise.all(Array.from({ length: Number(atOnce) }, () => worker.work(message)));
const seconds = (performance.now() - began) / 1_000;
clearInterval(sampling);
process.send?.({ seconds, before, most, outcomes } satisfies DownloadRun);
process.exit();
