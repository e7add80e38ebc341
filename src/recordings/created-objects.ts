import * as v from "valibot";
import type { InvalidInputError } from "../connect/invalid-input.ts";
import { contactIdOfKey } from "../connect/recording-key.ts";
import { refusal } from "../connect/refusal.ts";

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

const Notification = v.object({ Records: v.array(v.unknown()) });

const Named = v.object({ eventName: v.string(), s3: v.nullish(v.unknown()) });

const CREATED = /^(s3:)?ObjectCreated:/;

const TestEvent = v.object({ Event: v.literal("s3:TestEvent") });

const Envelope = v.object({ "detail-type": v.string(), detail: v.unknown() });

/**
 * The objects that an event says were created. Both forms are read: S3's own notification to a
 * function, whose keys are URL-encoded (S3 user guide, notification-content-structure), and
 * EventBridge's `Object Created`, whose keys are not; one that is encoded all the same is decoded.
 *
 * @returns in place of each object that cannot be read, or of the whole event, why: naming the field
 */
export function createdObjects(event: unknown): (CreatedObject | InvalidInputError)[] {
  if (v.is(TestEvent, event)) return [];
  if (v.is(Envelope, event)) {
    if (event["detail-type"] !== "Object Created") return [];
    const asItIs = (key: string) => (contactIdOfKey(key) === undefined ? decoded(key) : key);
    return [created(event.detail, "detail", asItIs)];
  }
  const notification = v.safeParse(Notification, event);
  if (!notification.success) return [refusal(notification.issues[0], "event")];
  const encoded = (key: string) => decoded(key.replaceAll("+", " "));
  return notification.output.Records.flatMap((record, index) => {
    const name = `Records.${index}`;
    const named = v.safeParse(Named, record);
    if (!named.success) return refusal(named.issues[0], name);
    return CREATED.test(named.output.eventName)
      ? created(named.output.s3, `${name}.s3`, encoded)
      : [];
  });
}

function created(
  s3: unknown,
  name: string,
  keyOf: (key: string) => string,
): CreatedObject | InvalidInputError {
  const parsed = v.safeParse(S3, s3, { abortEarly: true });
  if (!parsed.success) return refusal(parsed.issues[0], name);
  const { bucket, object } = parsed.output;
  return { bucket: bucket.name, key: keyOf(object.key), size: object.size ?? undefined };
}

/** A `%` that encodes nothing is a `%`. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
