import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { contactIdOfKey } from "../connect/recording-key.ts";

export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  /** Bytes; undefined: the event does not say. */
  readonly size: number | undefined;
}

const S3 = v.object({
  bucket: v.object({ name: v.string() }),
  object: v.object({ key: v.pipe(v.string(), v.minLength(1)), size: v.nullish(v.number()) }),
});

const Notification = v.object({
  Records: v.array(v.object({ eventName: v.nullish(v.string()), s3: S3 })),
});

const TestEvent = v.object({ Event: v.literal("s3:TestEvent") });

const Envelope = v.object({ "detail-type": v.string(), detail: S3 });

/**
 * The objects that an event says were created. Both forms are read: S3's own notification to a
 * function, whose keys are URL-encoded (S3 user guide, notification-content-structure), and
 * EventBridge's `Object Created`, whose keys are not; one that is encoded all the same is decoded.
 *
 * @throws InvalidInputError naming the field
 */
export function createdObjects(event: unknown): CreatedObject[] {
  if (v.is(TestEvent, event)) return [];
  const isEnvelope = typeof event === "object" && event !== null && "detail-type" in event;
  if (isEnvelope) {
    const { "detail-type": type, detail } = parsed(Envelope, event);
    if (type !== "Object Created") return [];
    const { key } = detail.object;
    return [created(detail, contactIdOfKey(key) === undefined ? decoded(key) : key)];
  }
  return parsed(Notification, event)
    .Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName ?? ""))
    .map(({ s3 }) => created(s3, decoded(s3.object.key.replaceAll("+", " "))));
}

function created({ bucket, object }: v.InferOutput<typeof S3>, key: string): CreatedObject {
  return { bucket: bucket.name, key, size: object.size ?? undefined };
}

/** A `%` that encodes nothing is a `%`. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function parsed<S extends v.GenericSchema>(schema: S, event: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, event, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidInputError(v.getDotPath(issue) ?? "event", `must be ${issue.expected}`);
}
