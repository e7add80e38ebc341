import * as v from "valibot";
import { InvalidInputError } from "./invalid-input.ts";
import { Timestamp } from "./timestamp.ts";

/**
 * The `detail` of an `Amazon Connect Contact Event`, reduced to what we read. Times are epoch
 * milliseconds. Delivery is best effort and not ordered (EventBridge reference, events-ref-connect),
 * so every fact is taken from the event's own fields and none from its place in a sequence.
 */
export interface ContactEvent {
  readonly contactId: string;
  readonly initialContactId: string | undefined;
  readonly previousContactId: string | undefined;
  readonly instanceArn: string | undefined;
  readonly channel: string;
  readonly eventType: string;
  readonly initiationMethod: string;
  readonly initiatedAt: number | undefined;
  /** Undefined until an agent is connected; Connect's placeholder of 1970 counts as undefined. */
  readonly connectedToAgentAt: number | undefined;
  readonly disconnectedAt: number | undefined;
  readonly queueArn: string | undefined;
}

const text = v.nullish(v.string());
const time = v.nullish(Timestamp);

const Schema = v.object({
  contactId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  initialContactId: text,
  previousContactId: text,
  instanceArn: text,
  channel: v.string(),
  eventType: v.string(),
  initiationMethod: v.string(),
  initiationTimestamp: time,
  disconnectTimestamp: time,
  agentInfo: v.nullish(v.object({ connectedToAgentTimestamp: time })),
  queueInfo: v.nullish(v.object({ queueArn: text })),
});

/** 1970-01-01T00:00:00.001Z stands in some records where there is no time. */
const PLACEHOLDERS_END = Date.UTC(1971, 0);

/** @throws InvalidInputError naming the field */
export function parseContactEvent(detail: unknown): ContactEvent {
  const parsed = v.safeParse(Schema, lowerCamel(detail), { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = v.getDotPath(issue);
    throw new InvalidInputError(field ? `detail.${field}` : "detail", `must be ${issue.expected}`);
  }
  const event = parsed.output;
  const connected = event.agentInfo?.connectedToAgentTimestamp ?? 0;
  return {
    contactId: event.contactId,
    initialContactId: event.initialContactId ?? undefined,
    previousContactId: event.previousContactId ?? undefined,
    instanceArn: event.instanceArn ?? undefined,
    channel: event.channel,
    eventType: event.eventType,
    initiationMethod: event.initiationMethod,
    initiatedAt: event.initiationTimestamp ?? undefined,
    connectedToAgentAt: connected > PLACEHOLDERS_END ? connected : undefined,
    disconnectedAt: event.disconnectTimestamp ?? undefined,
    queueArn: event.queueInfo?.queueArn ?? undefined,
  };
}

/** Real events are lower-camel, some of the documentation's samples upper-camel: both are read. */
function lowerCamel(value: unknown, depth = 2): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth === 0) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      lowerCamel(inner, depth - 1),
    ]),
  );
}
