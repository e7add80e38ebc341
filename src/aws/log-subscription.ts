import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { InvalidInputError } from "../connect/invalid-input.ts";

/** One event of a log group: a line, under the id that CloudWatch Logs gave it. */
export interface LogEvent {
  readonly id: string;
  readonly message: string;
}

/** What a subscription filter sends a function holds under a megabyte; unpacked it must end, too. */
const LARGEST_UNPACKED_BYTES = 64 * 1024 * 1024;

const Envelope = v.object({ awslogs: v.object({ data: v.string() }) });

const Payload = v.object({
  messageType: v.string(),
  logEvents: v.nullish(v.array(v.object({ id: v.string(), message: v.string() })), []),
});

/**
 * The log events of a CloudWatch Logs subscription: base64 of gzip of JSON. Control messages, by
 * which the service tries the subscription, have none that count.
 * Source: CloudWatch Logs user guide, SubscriptionFilters.
 * @throws InvalidInputError naming the part that cannot be read
 */
export function readLogSubscription(event: unknown): {
  readonly control: boolean;
  readonly logEvents: readonly LogEvent[];
} {
  const envelope = v.safeParse(Envelope, event);
  if (!envelope.success) throw new InvalidInputError("awslogs.data", "must be a text");
  const payload = v.safeParse(Payload, unpacked(envelope.output.awslogs.data));
  if (!payload.success) {
    const [issue] = payload.issues;
    throw new InvalidInputError(v.getDotPath(issue) ?? "payload", `must be ${issue.expected}`);
  }
  const control = payload.output.messageType === "CONTROL_MESSAGE";
  return { control, logEvents: control ? [] : payload.output.logEvents };
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
