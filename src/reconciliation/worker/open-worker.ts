import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { NOBODY_WAITS } from "../../aws/client-limits.ts";
import { clock } from "../../aws/clock.ts";
import { readEnvironment } from "../../aws/environment.ts";
import { ConfigurationError } from "../../aws/errors.ts";
import { type Outcomes, outcomesOf } from "../../aws/outcomes.ts";
import { poisonQueue } from "../../aws/poison-queue.ts";
import { tokenSecret } from "../../aws/secret.ts";
import { exportApiUrl } from "../export-api-url.ts";
import { httpExportPlatform } from "../http-export-platform.ts";
import { type DownloadMessage, downloadQueue } from "./download-queue.ts";
import { downloadHosts } from "./download-url.ts";
import { LoopState, serveHealth } from "./health.ts";
import { Pulse } from "./pulse.ts";
import { receiveDownloads } from "./receive.ts";
import { workerVariables } from "./settings.ts";
import { type WorkRoom, workOnDownload } from "./work-on-download.ts";

export interface Worker {
  /** Does what one message asks for. Never rejects; see `workOnDownload`. */
  work(message: DownloadMessage): Promise<void>;
  /**
   * Polls the queue and tells its health, until `signal` says to stop; then finishes or hands back.
   * @throws Error when the port of the health check is taken
   */
  run(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** A part of 8 MiB on a slow line still gets through; a service that hangs is not waited for. */
const PART_LIMITS = {
  ...NOBODY_WAITS,
  requestHandler: {
    ...NOBODY_WAITS.requestHandler,
    requestTimeout: 30_000,
    socketTimeout: 30_000,
  },
};

/** The socket is silent for as long as the queue is empty, at most 20 s. */
const LONG_POLLS = {
  ...NOBODY_WAITS,
  requestHandler: { ...NOBODY_WAITS.requestHandler, socketTimeout: 30_000 },
};

/**
 * The download worker, from its environment.
 * @param environment absent: the process's own
 * @throws ConfigurationError naming the variable
 */
export function openWorker(environment?: Readonly<Record<string, string | undefined>>): Worker {
  const settings = readEnvironment(workerVariables, environment);
  const {
    RECORDINGS_PREFIX: prefix,
    DOWNLOAD_CONCURRENCY: concurrency,
    DOWNLOAD_HEARTBEAT_SECONDS: heartbeatSeconds,
    DOWNLOAD_VISIBILITY_SECONDS: visibilitySeconds,
    AWS_REGION: region,
  } = settings;
  if (prefix.endsWith("/")) {
    throw new ConfigurationError("RECORDINGS_PREFIX", "must not end with a slash");
  }
  if (visibilitySeconds <= heartbeatSeconds) {
    throw new ConfigurationError(
      "DOWNLOAD_VISIBILITY_SECONDS",
      "must be more than DOWNLOAD_HEARTBEAT_SECONDS",
    );
  }
  const apiUrl = exportApiUrl(settings.EXPORT_API_URL);
  const sqs = new SQSClient({ region, ...LONG_POLLS });
  const s3 = new S3Client({ region, ...PART_LIMITS });
  const sfn = new SFNClient({ region, ...NOBODY_WAITS });
  const secrets = new SecretsManagerClient({ region, ...NOBODY_WAITS });
  const token = tokenSecret(secrets, settings.EXPORT_API_TOKEN_SECRET_ARN);
  const queue = downloadQueue(sqs, settings.DOWNLOAD_QUEUE_URL, visibilitySeconds);
  const outcomes = publishing(outcomesOf("reconciliation"));
  const room: WorkRoom = {
    clock,
    outcomes,
    sfn,
    queue,
    token,
    prefix,
    store: { s3, bucket: settings.RECORDINGS_BUCKET },
    platform: httpExportPlatform({ apiUrl, token, clock }),
    downloads: downloadHosts(apiUrl, settings.EXPORT_DOWNLOAD_HOSTS),
    poison: poisonQueue("reconciliation", settings.RECONCILIATION_POISON_QUEUE_URL),
    pulse: new Pulse(clock, 1_000 * heartbeatSeconds),
    policy: {
      attempts: settings.DOWNLOAD_ATTEMPTS,
      firstPauseSeconds: settings.DOWNLOAD_RETRY_SECONDS,
    },
    patience: {
      idleMs: 1_000 * settings.DOWNLOAD_IDLE_SECONDS,
      leastRate: settings.DOWNLOAD_LEAST_BYTES_PER_SECOND,
    },
    partBytes: settings.DOWNLOAD_PART_BYTES,
    mostBytes: settings.DOWNLOAD_MAX_BYTES,
    mostRatio: settings.DOWNLOAD_MAX_RATIO,
  };
  return {
    work: (message) => workOnDownload(room, message, new AbortController().signal),
    async run(signal) {
      const state = new LoopState(clock, 1_000 * settings.HEALTH_STUCK_SECONDS, concurrency);
      const health = await serveHealth(state, {
        host: settings.HEALTH_HOST,
        port: settings.HEALTH_PORT,
      });
      const graceMs = 1_000 * settings.DOWNLOAD_GRACE_SECONDS;
      await receiveDownloads(
        { queue, outcomes, clock, concurrency, graceMs, state },
        (message, stopping) => workOnDownload(room, message, stopping),
        signal,
      );
      health.close();
    },
    close() {
      for (const client of [sqs, s3, sfn, secrets]) client.destroy();
    },
  };
}

/** There is no invocation at whose end metrics could be written: each is, with its log line. */
function publishing(outcomes: Outcomes): Outcomes {
  return {
    record(outcome, identifiers) {
      outcomes.record(outcome, identifiers);
      outcomes.publish();
    },
    failed(outcome, error, identifiers) {
      outcomes.failed(outcome, error, identifiers);
      outcomes.publish();
    },
    publish() {},
  };
}
