import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";
import { refusal } from "../connect/refusal.ts";

/** One event of a log group: a line, under the id that CloudWatch Logs gave it. */
export interface LogEvent {
  readonly id: string;
  readonly message: string;
}

/**
 * What a subscription filter sends a function holds under a megabyte, and a batch of log events 10,000
 * (CloudWatch Logs quotas). Unpacked it must end, too, within the memory of a small function.
 */
const LARGEST_UNPACKED_BYTES = 8 * 1024 * 1024;
const MOST_LOG_EVENTS = 10_000;

const Envelope = v.object({ awslogs: v.object({ data: v.string() }) });

const Payload = v.object({
  messageType: v.string(),
  logEvents: v.nullish(v.array(v.unknown()), []),
});

const Entry = v.object({ id: v.string(), message: v.string() });

/**
 * The log events of a CloudWatch Logs subscription: base64 of gzip of JSON. Control messages, by
 * which the service tries the subscription, have none that count. In place of each log event that
 * cannot be read is why, naming the field.
 * Source: CloudWatch Logs user guide, SubscriptionFilters.
 * @throws InvalidInputError naming the part that cannot be read
 */
export function readLogSubscription(event: unknown): {
  readonly control: boolean;
  readonly logEvents: readonly (LogEvent | InvalidInputError)[];
} {
  const envelope = v.safeParse(Envelope, event);
  if (!envelope.success) throw new InvalidInputError("awslogs.data", "must be a text");
  const payload = v.safeParse(Payload, unpacked(envelope.output.awslogs.data));
  if (!payload.success) throw refusal(payload.issues[0], "payload");
  const { messageType, logEvents } = payload.output;
  if (messageType === "CONTROL_MESSAGE") return { control: true, logEvents: [] };
  if (logEvents.length > MOST_LOG_EVENTS) {
    throw new InvalidInputError("payload.logEvents", `must be ${MOST_LOG_EVENTS} at most`);
  }
  return { control: false, logEvents: logEvents.map(logEvent) };
}

function logEvent(event: unknown, index: number): LogEvent | InvalidInputError {
  const parsed = v.safeParse(Entry, event, { abortEarly: true });
  if (parsed.success) return parsed.output;
  return refusal(parsed.issues[0], `payload.logEvents.${index}`);
}

function unpacked(data: string): unknown {
  try {
    const bytes = gunzipSync(Buffer.from(data, "base64"), {
      maxOutputLength: LARGEST_UNPACKED_BYTES,
    });
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new InvalidInputError("awslogs.data", "must be base64 of gzip of a JSON text");
  }
}
