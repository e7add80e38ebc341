import * as v from "valibot";
import { InvalidInputError } from "./invalid-input.ts";
import { Timestamp } from "./timestamp.ts";

/**
 * A contact record (CTR, format 2017-03-10), reduced to what we read. Times are epoch milliseconds.
 * Records come at least once, and again whenever they change: `lastUpdate` tells copies apart,
 * `disconnectedAt` never changes. Source: administrator guide, ctr-data-model.
 */
export interface ContactRecord {
  readonly contactId: string;
  readonly initialContactId: string | undefined;
  readonly nextContactId: string | undefined;
  readonly instanceArn: string | undefined;
  readonly channel: string;
  readonly initiationMethod: string;
  readonly customerAddress: string | undefined;
  /** Undefined while the contact goes on. */
  readonly disconnectedAt: number | undefined;
  readonly lastUpdate: number;
  readonly attributes: Readonly<Record<string, string>>;
}

const text = v.nullish(v.string());

const Schema = v.object({
  ContactId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  InitialContactId: text,
  NextContactId: text,
  InstanceARN: text,
  Channel: v.string(),
  InitiationMethod: v.string(),
  CustomerEndpoint: v.nullish(v.object({ Address: text })),
  DisconnectTimestamp: v.nullish(Timestamp),
  LastUpdateTimestamp: v.nullish(Timestamp),
  Attributes: v.nullish(v.record(v.string(), v.string())),
});

/**
 * Reads one item of the contact record stream. Other items may travel on it (agent events): they
 * have no `ContactId` and are answered with undefined.
 * @throws InvalidInputError naming the field, for what is neither
 */
export function parseContactRecord(item: unknown): ContactRecord | undefined {
  if (typeof item !== "object" || item === null || Array.isArray(item)) {
    throw new InvalidInputError("record", "must be a JSON object");
  }
  if (!("ContactId" in item)) return undefined;
  const parsed = v.safeParse(Schema, item, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InvalidInputError(v.getDotPath(issue) ?? "record", `must be ${issue.expected}`);
  }
  const record = parsed.output;
  const disconnectedAt = record.DisconnectTimestamp ?? undefined;
  return {
    contactId: record.ContactId,
    initialContactId: record.InitialContactId ?? undefined,
    nextContactId: record.NextContactId ?? undefined,
    instanceArn: record.InstanceARN ?? undefined,
    channel: record.Channel,
    initiationMethod: record.InitiationMethod,
    customerAddress: record.CustomerEndpoint?.Address ?? undefined,
    disconnectedAt,
    lastUpdate: record.LastUpdateTimestamp ?? disconnectedAt ?? 0,
    attributes: record.Attributes ?? {},
  };
}
