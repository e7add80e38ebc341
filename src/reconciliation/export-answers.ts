import * as v from "valibot";
import { Timestamp } from "../connect/timestamp.ts";
import { isLoopbackHttp } from "./export-api-url.ts";
import { ExportJobId } from "./export-job-id.ts";
import {
  type CreatedExportJob,
  type ExportJobStatus,
  type ExportMetadata,
  OCPAPIError,
} from "./export-platform.ts";

/** What the platform says in words may be long; the item it ends up in is limited. */
const LONGEST_TEXT = 1_000;
/** Servers take no longer ones; with more than a state may hold, the execution would be at its end. */
const LONGEST_URL = 8_192;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Some = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Said = v.pipe(
  v.string(),
  // The cut may go through the middle of a character.
  v.transform((text) => text.slice(0, LONGEST_TEXT).replace(/\p{Surrogate}/gu, "\ufffd")),
);

/** Any mixed precision or zone comes out as one form. */
const Time = v.pipe(
  Timestamp,
  v.transform((at) => new Date(at).toISOString()),
);

/** As it will be asked for: the state machine goes by its form alone. */
const Url = v.pipe(
  v.string(),
  v.check((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return url.protocol === "https:" || isLoopbackHttp(url);
  }),
  v.transform((text) => new URL(text).href),
  v.maxLength(LONGEST_URL),
);

/** A field of the wrong kind counts as absent: one bad estimate is no reason to lose a recording. */
function ifUsable<const S extends v.GenericSchema>(schema: S) {
  return v.optional(v.fallback(v.optional(schema), undefined));
}

const Created = v.object({
  exportJobId: ExportJobId,
  status: v.fallback(Said, "CREATED"),
  estimatedCompletionTime: ifUsable(Time),
});

const Status = v.object({
  status: ifUsable(Said),
  progress: ifUsable(v.number()),
  estimatedSecondsRemaining: ifUsable(v.number()),
  downloadUrl: ifUsable(Url),
  fileSize: ifUsable(Count),
  completedAt: ifUsable(Time),
  errorMessage: ifUsable(Said),
});

const Metadata = v.object({
  metadata: v.object({
    duration: v.pipe(v.number(), v.finite(), v.minValue(0)),
    channels: Some,
    sampleRate: Some,
    format: v.pipe(v.string(), v.toUpperCase(), v.literal("WAV")),
    agentId: ifUsable(Said),
    queueName: ifUsable(Said),
    // Not ifUsable: a checksum that cannot be read must not pass for none.
    sha256: v.nullish(v.pipe(v.string(), v.toLowerCase(), v.regex(/^[0-9a-f]{64}$/))),
  }),
});

/** @throws OCPAPIError when there is no job in it */
export function createdJob(body: unknown): CreatedExportJob {
  return present(read(Created, body));
}

/** @throws OCPAPIError when it is no object; what is missing in it is the state machine's to judge */
export function jobStatus(body: unknown): ExportJobStatus {
  return present(read(Status, body));
}

/**
 * @param whose what the error speaks of
 * @throws OCPAPIError when a field is missing that the audio is compared with
 */
export function jobMetadata(body: unknown, whose: string = ANSWER): ExportMetadata {
  return present(read(Metadata, body, whose).metadata);
}

const ANSWER = "The export platform's answer";

function read<const S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  whose: string = ANSWER,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  throw new OCPAPIError(field ? `${whose} has no usable ${field}` : `${whose} is no JSON object`);
}

/** Without the keys that hold nothing: an absent field is absent. */
function present<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner != null)) as never;
}
