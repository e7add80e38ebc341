import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { InvalidInputError } from "../connect/invalid-input.ts";
import type { PhoneNumber } from "../connect/phone-number.ts";

/**
 * The claims table. This file alone names its attributes.
 *
 * | attribute | | meaning |
 * |---|---|---|
 * | `callback_number` | S, partition key | `<E.164>` or `<E.164>#<queue>` |
 * | `ttl` | N, TTL | epoch seconds; a claim is dead from then on, deleted or not |
 * | `contact_id` | S | the contact that made the claim |
 * | `initial_contact_id` | S, key of `OwnerIndex` | the root of its chain: the owner |
 * | `callback_contact_id` | S | the callback, once Connect created it |
 * | `ended_contact_ids` | SS | attempts of the callback that ended |
 * | `created_at` | N | epoch milliseconds |
 */
export const CLAIMS = {
  key: "callback_number",
  ttl: "ttl",
  contact: "contact_id",
  owner: "initial_contact_id",
  callback: "callback_contact_id",
  ended: "ended_contact_ids",
  createdAt: "created_at",
  ownerIndex: "OwnerIndex",
} as const;

/** The table's name unless a deployment says otherwise. */
export const CLAIMS_TABLE_NAME = "linekeeper-callbacks";

export interface Claim {
  readonly key: string;
  /** Epoch seconds. */
  readonly ttl: number;
  readonly contactId: string;
  readonly rootContactId: string;
  readonly callbackContactId: string | undefined;
  readonly endedContactIds: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** DynamoDB's limit for a partition key is 2048 bytes; a queue's ARN has under 200. */
const LONGEST_QUEUE_BYTES = 1024;

/**
 * The key of a claim: one per number, or one per number and queue.
 * @throws InvalidInputError for a queue that no table key could hold
 */
export function claimKey(number: PhoneNumber, queue: string | undefined): string {
  if (queue === undefined) return number;
  if (Buffer.byteLength(queue) > LONGEST_QUEUE_BYTES) {
    throw new InvalidInputError("queue", `must be under ${LONGEST_QUEUE_BYTES} bytes`);
  }
  return `${number}#${queue}`;
}

/** The number in a claim's key. */
export function claimNumber(key: string): string {
  return key.split("#", 1)[0] ?? key;
}

/** The queue in a claim's key, if it has one. */
export function claimQueue(key: string): string | undefined {
  const hash = key.indexOf("#");
  return hash < 0 ? undefined : key.slice(hash + 1);
}

export function readClaim(item: Readonly<Record<string, AttributeValue>>): Claim {
  return {
    key: item[CLAIMS.key]?.S ?? "",
    ttl: Number(item[CLAIMS.ttl]?.N),
    contactId: item[CLAIMS.contact]?.S ?? "",
    rootContactId: item[CLAIMS.owner]?.S ?? "",
    callbackContactId: item[CLAIMS.callback]?.S,
    endedContactIds: item[CLAIMS.ended]?.SS ?? [],
    createdAt: Number(item[CLAIMS.createdAt]?.N),
  };
}
