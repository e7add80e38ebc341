import * as v from "valibot";
import { Timestamp } from "../connect/timestamp.ts";
import { isLoopbackHttp } from "./export-api-url.ts";
import {
  type CreatedExportJob,
  type ExportJobStatus,
  type ExportMetadata,
  OCPAPIError,
} from "./export-platform.ts";

/** What the platform says in words may be long; the item it ends up in is limited. */
const LONGEST_TEXT = 1_000;

/** Stands in a path, where dots alone would lead elsewhere. */
const Id = v.pipe(v.string(), v.regex(/[^.]/), v.maxLength(256));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Some = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Said = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, LONGEST_TEXT)),
);

/** Any mixed precision or zone comes out as one form. */
const Time = v.pipe(
  Timestamp,
  v.transform((at) => new Date(at).toISOString()),
);

const Url = v.pipe(
  v.string(),
  v.check((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return url.protocol === "https:" || isLoopbackHttp(url);
  }),
);

/** A field of the wrong kind counts as absent: one bad estimate is no reason to lose a recording. */
function ifUsable<const S extends v.GenericSchema>(schema: S) {
  return v.optional(v.fallback(v.optional(schema), undefined));
}

const Created = v.object({
  exportJobId: Id,
  status: v.fallback(v.string(), "CREATED"),
  estimatedCompletionTime: ifUsable(Time),
});

const Status = v.object({
  status: ifUsable(v.string()),
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

/** @throws OCPAPIError when a field is missing that the audio is compared with */
export function jobMetadata(body: unknown): ExportMetadata {
  return present(read(Metadata, body).metadata);
}

function read<const S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "body";
  throw new OCPAPIError(`The export platform's answer has no usable ${field}`);
}

/** Without the keys that hold nothing: an absent field is absent. */
function present<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner != null)) as never;
}
