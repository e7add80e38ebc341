import { createHash } from "node:crypto";
import jsonata from "jsonata";
import { Random } from "../random.ts";
import { isObject } from "./json.ts";

/** What the functions need from the execution they run in. */
export interface ExpressionHost {
  /** Epoch milliseconds. */
  now(): number;
  readonly random: Random;
}

/** The variable through which functions reach the execution; no expression can write its name. */
export const HOST = "linekeeper host";

/** JSONata hands a registered function the environment of the call as `this`. */
type Call = jsonata.Focus;

interface ProvidedFunction {
  readonly name: string;
  readonly implementation: Parameters<jsonata.Expression["registerFunction"]>[1];
  /** JSONata's own notation for the types of arguments and result. */
  readonly signature: string;
}

const HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

const MAX_RANGE = 1_000;

/**
 * The functions Step Functions adds to JSONata; JSONata's own that know the time or chance; and its
 * `$distinct`, which compares each item with each: minutes for a list that nothing else minds.
 */
export const AWS_FUNCTIONS: readonly ProvidedFunction[] = [
  { name: "partition", implementation: partition, signature: "<a-n:a>" },
  { name: "range", implementation: range, signature: "<nnn:x>" },
  { name: "hash", implementation: hash, signature: "<s-s:s>" },
  { name: "distinct", implementation: distinct, signature: "<x:x>" },
  { name: "random", implementation: random, signature: "<n?:n>" },
  { name: "uuid", implementation: uuid, signature: "<:s>" },
  { name: "parse", implementation: parse, signature: "<s-:x>" },
  { name: "now", implementation: now, signature: "<s?s?:s>" },
  { name: "millis", implementation: millis, signature: "<:n>" },
];

/** JSONata's convention: nothing in, nothing out. */
function partition(
  this: Call,
  items: readonly unknown[] | undefined,
  size: number,
): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError("$partition: the size of a chunk must be a positive integer");
  }
  const chunks: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

/** Recorded on AWS: a range of one number is that number, as with JSONata's own sequences. */
function range(this: Call, first: number, last: number, step: number): unknown {
  if (![first, last, step].every(Number.isInteger) || step === 0) {
    throw new RangeError("$range: expected three integers, the last not 0");
  }
  const length = Math.floor((last - first) / step) + 1;
  if (length > MAX_RANGE) throw new RangeError(`$range: more than ${MAX_RANGE} numbers`);
  if (length <= 1) return length === 1 ? first : undefined;
  return Array.from({ length }, (_, index) => first + index * step);
}

function hash(this: Call, text: string | undefined, algorithm: string): string | undefined {
  if (text === undefined) return undefined;
  const known = HASHES[algorithm];
  if (known === undefined) {
    throw new RangeError(
      `$hash: expected one of ${Object.keys(HASHES).join(", ")}, but was '${algorithm}'`,
    );
  }
  return createHash(known).update(text, "utf8").digest("hex");
}

function random(this: Call, seed?: number): number {
  return seed === undefined ? host(this).random.next() : new Random(seed).next();
}

function uuid(this: Call): string {
  return host(this).random.uuid();
}

function parse(this: Call, text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** Equal are, as for JSONata, values of the same members in any order. */
function distinct(this: Call, items: unknown): unknown {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const first = new Map<string, unknown>();
  for (const item of items) {
    const key = written(item);
    if (!first.has(key)) first.set(key, item);
  }
  // A sequence stays one: JSONata takes a single item out of it, but not out of an array.
  return Object.assign([...first.values()], isSequence(items) && { sequence: true });
}

function isSequence(items: readonly unknown[]): boolean {
  return "sequence" in items && items.sequence === true;
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function millis(this: Call): number {
  return host(this).now();
}

const fromMillis = jsonata("$fromMillis($millis, $picture, $timezone)");

function now(this: Call, picture?: string, timezone?: string): Promise<unknown> {
  return fromMillis.evaluate(undefined, { millis: host(this).now(), picture, timezone });
}

function host(call: Call): ExpressionHost {
  return call.environment.lookup(HOST) as ExpressionHost;
}
