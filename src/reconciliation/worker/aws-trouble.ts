import { DownloadFailedError, PassingTroubleError } from "./failure.ts";

/**
 * Refusals that are gone when the download begins anew: an upload that somebody aborted (a lifecycle
 * rule), a recording that another worker finished in the meantime, a conflict between the two.
 */
const GONE_NEXT_TIME: ReadonlySet<string> = new Set([
  "NoSuchUpload",
  "PreconditionFailed",
  "ConditionalRequestConflict",
  "RequestTimeout",
]);

/**
 * What an error of AWS means for a download, once the SDK has given up on it. The name is kept, the
 * message is not.
 */
export function awsTrouble(
  service: "S3" | "Step Functions" | "Secrets Manager",
  error: unknown,
): DownloadFailedError | PassingTroubleError {
  const { name } = error instanceof Error ? error : { name: typeof error };
  if (isPassing(error, name)) return new PassingTroubleError(`${service} is in trouble: ${name}`);
  return new DownloadFailedError(`${service} refused: ${name}`);
}

function isPassing(error: unknown, name: string): boolean {
  const { $metadata, $retryable } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: object;
  };
  const status = $metadata?.httpStatusCode;
  // Without a status nothing was heard of the service: the network, or credentials that are late.
  if (status === undefined || status >= 500 || status === 429) return true;
  return $retryable !== undefined || GONE_NEXT_TIME.has(name) || /throttl/i.test(name);
}
