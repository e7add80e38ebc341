import type { Clock } from "../aws/clock.ts";
import type { Secret } from "../aws/secret.ts";
import { createdJob, jobMetadata, jobStatus } from "./export-answers.ts";
import type { ExportPlatform } from "./export-platform.ts";
import { type ExportCall, exportCall } from "./export-request.ts";

/** Who asks to be asked again later than this is left to the state machine. */
const LONGEST_WAIT_SECONDS = 5;

export interface HttpExportPlatformOptions {
  readonly apiUrl: URL;
  readonly token: Secret;
  readonly clock: Clock;
  /**
   * Of one HTTP request, in milliseconds of the wall clock.
   * @default 8000
   */
  readonly timeoutMs?: number;
}

/**
 * The export platform over HTTP: `POST /export-jobs`, `GET /export-jobs/{id}`,
 * `GET /export-jobs/{id}/metadata`, each with the bearer token. A refused token is read anew from
 * its secret, once; a short Retry-After is waited here, once. So a call is at most three requests.
 */
export function httpExportPlatform(options: HttpExportPlatformOptions): ExportPlatform {
  const { apiUrl, clock, token, timeoutMs = 8_000 } = options;
  const base = apiUrl.href.replace(/\/+$/, "");
  const job = (exportJobId: string) => `${base}/export-jobs/${encodeURIComponent(exportJobId)}`;

  const call = async (request: Omit<ExportCall, "token">): Promise<unknown> => {
    let bearer = await token.text();
    let [refreshed, waited] = [false, false];
    for (;;) {
      const answer = await exportCall({ ...request, token: bearer }, timeoutMs, clock);
      if (answer.kind === "body") return answer.body;
      if (answer.kind === "unauthorized" && !refreshed) {
        refreshed = true;
        bearer = await token.refreshed(bearer);
      } else if (isShort(answer.retryAfterSeconds) && !waited) {
        waited = true;
        await clock.sleep(answer.retryAfterSeconds * 1_000);
      } else throw answer.error;
    }
  };

  return {
    createJob: async ({ idempotencyKey, ...body }) =>
      createdJob(await call({ method: "POST", url: `${base}/export-jobs`, body, idempotencyKey })),
    jobStatus: async (id) => jobStatus(await call({ method: "GET", url: job(id) })),
    metadata: async (id) => jobMetadata(await call({ method: "GET", url: `${job(id)}/metadata` })),
  };
}

function isShort(seconds: number | undefined): seconds is number {
  return seconds !== undefined && seconds <= LONGEST_WAIT_SECONDS;
}
