import * as v from "valibot";
import type { Identifiers, Outcomes } from "../aws/outcomes.ts";
import { CallIdentifier } from "../connect/reconciliation-request.ts";
import { jobMetadata } from "./export-answers.ts";
import type { ExportMetadata } from "./export-platform.ts";
import { type Audio, disagreement } from "./worker/agreement.ts";

/** What the item keeps of a finished reconciliation. */
export interface ConsolidatedResult {
  readonly metadata: ExportMetadata;
  /** `s3://<bucket>/<key>` */
  readonly filePath: string;
  readonly bytes: number;
}

/** The two branches do not tell of one recording; the machine catches it by this name. */
class ResultsDisagreeError extends Error {
  override readonly name = "ResultsDisagreeError";
}

const Downloaded = v.object({
  status: v.literal("SUCCESS"),
  filePath: v.pipe(v.string(), v.regex(/^s3:\/\/[^/]+\/.+/)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  durationSeconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
  channels: v.number(),
  sampleRate: v.number(),
});

/**
 * ProcessParallelResultsFunction: `{dialogGroupId, metadataResult, downloadResult}` in one. The
 * worker has compared them before it let the file be seen; this is the machine's own look.
 *
 * @throws ResultsDisagreeError also for a result that does not say enough to be compared
 */
export function processParallelResults(
  { outcomes }: { readonly outcomes: Outcomes },
  input: unknown,
): ConsolidatedResult {
  const given = Object(input) as Readonly<Record<string, unknown>>;
  const { dialogGroupId, metadataResult, downloadResult } = given;
  const known = v.safeParse(CallIdentifier, dialogGroupId);
  const identifiers: Identifiers = known.success ? { contactId: known.output } : {};
  try {
    const result = consolidated(metadataResult, downloadResult);
    outcomes.record("ResultsConsolidated", identifiers);
    return result;
  } catch (error) {
    outcomes.failed("ResultsDisagree", error, identifiers);
    throw error;
  } finally {
    outcomes.publish();
  }
}

function consolidated(metadataResult: unknown, downloadResult: unknown): ConsolidatedResult {
  const metadata = metadataOf(metadataResult);
  const parsed = v.safeParse(Downloaded, downloadResult, { abortEarly: true });
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? "result";
    throw new ResultsDisagreeError(`the download's result has no usable ${field}`);
  }
  const { filePath, bytes } = parsed.output;
  const field = disagreement(parsed.output, metadata);
  if (field !== undefined) {
    throw new ResultsDisagreeError(`metadata and download differ in ${field}`);
  }
  if (bytes < leastBytes(parsed.output)) {
    throw new ResultsDisagreeError("the download has fewer bytes than its duration needs");
  }
  return { metadata, filePath, bytes };
}

/** No sample is smaller than a byte; the duration is rounded to milliseconds. */
function leastBytes({ durationSeconds, channels, sampleRate }: Audio): number {
  return (durationSeconds - 0.001) * channels * sampleRate;
}

function metadataOf(metadataResult: unknown): ExportMetadata {
  try {
    return jobMetadata(metadataResult, "the metadata's result");
  } catch (error) {
    throw new ResultsDisagreeError((error as Error).message);
  }
}
