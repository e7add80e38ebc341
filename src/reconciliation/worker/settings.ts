import type { Declaration } from "../../aws/environment.ts";
import { notifyVariables, platformVariables, triggerVariables } from "../settings.ts";

/** What the download worker reads from its environment. */
export const workerVariables = {
  DOWNLOAD_QUEUE_URL: notifyVariables.DOWNLOAD_QUEUE_URL,
  RECONCILIATION_POISON_QUEUE_URL: triggerVariables.RECONCILIATION_POISON_QUEUE_URL,
  EXPORT_API_URL: platformVariables.EXPORT_API_URL,
  EXPORT_API_TOKEN_SECRET_ARN: platformVariables.EXPORT_API_TOKEN_SECRET_ARN,
  // No Lambda service sets it for a container.
  AWS_REGION: {
    kind: "text",
    meaning: platformVariables.AWS_REGION.meaning,
    default: platformVariables.AWS_REGION.default,
  },
  EXPORT_DOWNLOAD_HOSTS: {
    kind: "text",
    meaning: "hosts that archives may be fetched from, by commas; empty: the API's own",
    default: "",
  },
  RECORDINGS_BUCKET: { kind: "text", meaning: "bucket of the call recordings" },
  RECORDINGS_PREFIX: {
    kind: "text",
    meaning:
      "below which the recordings lie, such as `connect/demo-bank/CallRecordings`; no slash at its end",
  },
  DOWNLOAD_CONCURRENCY: { kind: "whole-number", meaning: "downloads at once", default: "4" },
  DOWNLOAD_HEARTBEAT_SECONDS: {
    kind: "whole-number",
    meaning: "between two heartbeats of a download; well below the machine's heartbeat timeout",
    unit: "seconds",
    default: "60",
  },
  DOWNLOAD_VISIBILITY_SECONDS: {
    kind: "whole-number",
    meaning: "for how long a heartbeat keeps the task from other workers; more than between two",
    unit: "seconds",
    default: "300",
  },
  DOWNLOAD_ATTEMPTS: {
    kind: "whole-number",
    meaning: "tries of a download that passing trouble interrupts, and of telling its outcome",
    default: "5",
  },
  DOWNLOAD_RETRY_SECONDS: {
    kind: "whole-number",
    meaning: "before the second try; doubled before each one after it",
    unit: "seconds",
    default: "5",
  },
  DOWNLOAD_IDLE_SECONDS: {
    kind: "whole-number",
    meaning: "how long the download host may be silent, or slower than the least rate",
    unit: "seconds",
    default: "60",
  },
  DOWNLOAD_LEAST_BYTES_PER_SECOND: {
    kind: "whole-number",
    meaning: "least rate at which an archive may come; below it the try is given up",
    unit: "bytes",
    default: "16384",
  },
  DOWNLOAD_MAX_BYTES: {
    kind: "whole-number",
    meaning: "largest archive, and largest recording in one",
    unit: "bytes",
    default: "2147483648",
  },
  DOWNLOAD_MAX_RATIO: {
    kind: "whole-number",
    meaning:
      "how many bytes may come of one byte of an archive; deflate reaches 1032, silence comes close",
    default: "1032",
  },
  DOWNLOAD_PART_BYTES: {
    kind: "whole-number",
    meaning: "part of an upload; each download holds one in memory",
    unit: "bytes",
    default: "8388608",
    least: 5_242_880,
  },
  DOWNLOAD_GRACE_SECONDS: {
    kind: "whole-number",
    meaning:
      "after SIGTERM, for downloads to finish before they are handed back; below the container's stop timeout",
    unit: "seconds",
    default: "90",
    least: 0,
  },
  HEALTH_HOST: {
    kind: "text",
    meaning: "address on which the worker tells how it is",
    default: "127.0.0.1",
  },
  HEALTH_PORT: { kind: "whole-number", meaning: "port of the same", default: "8080" },
  HEALTH_STUCK_SECONDS: {
    kind: "whole-number",
    meaning: "after so long without a turn of its loop the worker is unhealthy",
    unit: "seconds",
    default: "120",
  },
} as const satisfies Declaration;
