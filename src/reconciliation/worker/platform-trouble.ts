import {
  type ExportMetadata,
  type ExportPlatform,
  OCPAPIError,
  OCPAPIThrottlingError,
  OCPAPITimeoutError,
} from "../export-platform.ts";
import { awsTrouble } from "./aws-trouble.ts";
import { DownloadFailedError, PassingTroubleError } from "./failure.ts";

/** @throws DownloadFailedError, PassingTroubleError */
export async function metadataOf(
  platform: ExportPlatform,
  exportJobId: string,
): Promise<ExportMetadata> {
  try {
    return await platform.metadata(exportJobId);
  } catch (error) {
    throw platformTrouble(error);
  }
}

function platformTrouble(error: unknown): DownloadFailedError | PassingTroubleError {
  if (error instanceof OCPAPIThrottlingError) {
    const { retryAfterSeconds } = error;
    return new PassingTroubleError(
      error.message,
      retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
    );
  }
  if (error instanceof OCPAPITimeoutError) return new PassingTroubleError(error.message);
  // What the platform's client did not say itself comes from where it reads the token.
  if (!(error instanceof OCPAPIError)) return awsTrouble("Secrets Manager", error);
  const { message, httpStatus } = error;
  const final = httpStatus !== undefined && httpStatus < 500;
  return final ? new DownloadFailedError(message) : new PassingTroubleError(message);
}
