import * as v from "valibot";
import { refusal } from "./refusal.ts";
import { realTime, Timestamp } from "./timestamp.ts";

/**
 * The `detail` of an `Amazon Connect Contact Event`, reduced to what we read. Times are epoch
 * milliseconds, and Connect's placeholder of 1970 counts as undefined. Delivery is best effort and not ordered (EventBridge reference, events-ref-connect),
 * so every fact is taken from the event's own fields and none from its place in a sequence.
 */
export interface ContactEvent {
  readonly contactId: string;
  readonly initialContactId: string | undefined;
  readonly previousContactId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly instanceArn: string | undefined;
  readonly channel: string;
  readonly eventType: string;
  readonly initiationMethod: string;
  readonly initiatedAt: number | undefined;
  readonly enqueuedAt: number | undefined;
  /** Undefined until an agent is connected. */
  readonly connectedToAgentAt: number | undefined;
  readonly disconnectedAt: number | undefined;
  readonly agentArn: string | undefined;
  readonly queueArn: string | undefined;
}

const text = v.nullish(v.string());
const time = v.nullish(Timestamp);

/** Ids become keys of tables: the bound keeps out what no table takes. */
const id = v.pipe(v.string(), v.maxLength(256));

/** Of what only some want to know what makes no sense is as good as absent. */
function lenient<S extends v.GenericSchema<unknown, unknown>>(schema: S) {
  return v.fallback(v.nullish(schema), undefined);
}

const Schema = v.object({
  contactId: v.pipe(id, v.minLength(1)),
  initialContactId: v.nullish(id),
  previousContactId: v.nullish(id),
  relatedContactId: lenient(id),
  instanceArn: text,
  channel: v.string(),
  eventType: v.string(),
  initiationMethod: v.string(),
  initiationTimestamp: time,
  disconnectTimestamp: time,
  agentInfo: v.nullish(
    v.object({ agentArn: lenient(v.string()), connectedToAgentTimestamp: time }),
  ),
  queueInfo: v.nullish(v.object({ queueArn: text, enqueueTimestamp: lenient(Timestamp) })),
});

/** @throws InvalidInputError naming the field */
export function parseContactEvent(detail: unknown): ContactEvent {
  const parsed = v.safeParse(Schema, lowerCamel(detail), { abortEarly: true });
  if (!parsed.success) throw refusal(parsed.issues[0], "detail");
  const event = parsed.output;
  return {
    contactId: event.contactId,
    initialContactId: event.initialContactId ?? undefined,
    previousContactId: event.previousContactId ?? undefined,
    relatedContactId: event.relatedContactId ?? undefined,
    instanceArn: event.instanceArn ?? undefined,
    channel: event.channel,
    eventType: event.eventType,
    initiationMethod: event.initiationMethod,
    initiatedAt: realTime(event.initiationTimestamp),
    enqueuedAt: realTime(event.queueInfo?.enqueueTimestamp),
    connectedToAgentAt: realTime(event.agentInfo?.connectedToAgentTimestamp),
    disconnectedAt: realTime(event.disconnectTimestamp),
    agentArn: event.agentInfo?.agentArn ?? undefined,
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
