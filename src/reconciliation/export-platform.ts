/**
 * The platform that exports recordings (the seed's "OCP"). Another platform is another
 * implementation of this interface; `http-export-platform.ts` is the one there is.
 *
 * Every method throws `OCPAPIThrottlingError`, `OCPAPITimeoutError`, `OCPAPIError`, or what reading
 * the token threw. Asking again is safe, and so is creating again under the same idempotency key.
 */
export interface ExportPlatform {
  createJob(request: ExportJobRequest): Promise<CreatedExportJob>;
  jobStatus(exportJobId: string): Promise<ExportJobStatus>;
  metadata(exportJobId: string): Promise<ExportMetadata>;
}

interface ExportJobRequest {
  readonly dialogGroupId: string;
  readonly callId: string;
  /** ISO 8601. */
  readonly requestedAt: string;
  /** The same key, the same job, however often it is asked for. */
  readonly idempotencyKey: string;
}

export interface CreatedExportJob {
  readonly exportJobId: string;
  readonly status: string;
  /** ISO 8601 UTC; absent where the platform gives none that is a time. */
  readonly estimatedCompletionTime?: string;
}

/**
 * How far a job is, as the platform says it. Any field may be missing, and `status` may be one that
 * it never documented (`IN_PROGRESS`, `COMPLETED`, `FAILED` are): the state machine judges both.
 */
export interface ExportJobStatus {
  readonly status?: string;
  /** Percent. */
  readonly progress?: number;
  readonly estimatedSecondsRemaining?: number;
  /** https, or http on a loopback host. Whether it may be fetched is the worker's to say. */
  readonly downloadUrl?: string;
  /** Bytes of the archive. */
  readonly fileSize?: number;
  readonly completedAt?: string;
  readonly errorMessage?: string;
}

/** What the platform says about the audio of a completed job. */
export interface ExportMetadata {
  /** Seconds. */
  readonly duration: number;
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly format: "WAV";
  readonly agentId?: string;
  readonly queueName?: string;
  /** Of the archive, lower-case hex. */
  readonly sha256?: string;
}

/** The platform refused, failed, could not be reached, or answered what makes no sense. */
export class OCPAPIError extends Error {
  override readonly name = "OCPAPIError";
  readonly httpStatus: number | undefined;

  constructor(what: string, httpStatus?: number) {
    super(what);
    this.httpStatus = httpStatus;
  }
}

/** Too many requests (HTTP 429), and not a wait that a function can sit out. */
export class OCPAPIThrottlingError extends Error {
  override readonly name = "OCPAPIThrottlingError";
  /** What the platform asked for, if it did. */
  readonly retryAfterSeconds: number | undefined;

  constructor(what: string, retryAfterSeconds?: number) {
    super(what);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer in time: ours, or that of a gateway in front of the platform (HTTP 408, 504). */
export class OCPAPITimeoutError extends Error {
  override readonly name = "OCPAPITimeoutError";
}
