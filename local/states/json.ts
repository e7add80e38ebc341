/** A JSON value. Never changed once made, so that states, variables and history can share it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Most bytes of UTF-8 that an input, an output or a result may have as JSON: 256 KiB. */
export const DATA_LIMIT = 262_144;

/**
 * Most levels of arrays and objects in one another. AWS publishes none; without one a text of ten
 * kilobytes could end what works through values by calling itself.
 */
export const DEPTH_LIMIT = 1_000;

/**
 * Most of a value that is looked at before it is called too large: many times what any state may
 * hand on. An expression can name a value of 100 bytes so often that writing it would never end.
 */
const PATIENCE = 8 * DATA_LIMIT;

/** What was given is no JSON: a function, a number JSON cannot write, or nested without end. */
export class NotJsonError extends Error {
  override readonly name = "NotJsonError";
}

/** What was given is far larger than any state may hand on. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

/**
 * A plain copy of what JSONata, a function or a service answered. JSONata marks its arrays with
 * hidden flags and leaves `undefined` in objects; neither may reach the next state.
 * @throws NotJsonError, TooLargeError
 */
export function plain(value: unknown): Json {
  return copied(value, { left: PATIENCE }, 0);
}

/** Whether arrays and objects stand in one another deeper than `DEPTH_LIMIT`. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_LIMIT) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** AWS's word for the type of a value, as its causes use it. */
export function typeName(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

/** Whether the value as JSON is larger than the service takes. */
export function exceedsDataLimit(value: Json): boolean {
  // Writing the JSON of every output would cost more than the states themselves: most are small
  // by any measure, and only the doubtful ones are written.
  if (roughly(value, DATA_LIMIT, 6) < DATA_LIMIT) return false;
  if (roughly(value, DATA_LIMIT + 1, 1) > DATA_LIMIT) return true;
  return Buffer.byteLength(JSON.stringify(value)) > DATA_LIMIT;
}

function copied(value: unknown, budget: { left: number }, depth: number): Json {
  budget.left -= typeof value === "string" ? value.length + 1 : 1;
  if (budget.left < 0) throw new TooLargeError("is far larger than 256 KiB");
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new NotJsonError(`${value} is not a JSON number`);
      return value;
    case "object":
      if (value === null) return null;
      if (depth >= DEPTH_LIMIT) throw new NotJsonError(`is nested deeper than ${DEPTH_LIMIT}`);
      return Array.isArray(value)
        ? value.map((item) => copied(item ?? null, budget, depth + 1))
        : copiedObject(value, budget, depth + 1);
    default:
      throw new NotJsonError(`a ${typeof value} is not a JSON value`);
  }
}

function copiedObject(value: object, budget: { left: number }, depth: number): JsonObject {
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) {
    throw new NotJsonError("a function is not a JSON value");
  }
  const copy: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    budget.left -= name.length;
    if (name === "__proto__") define(copy, name, copied(item, budget, depth));
    else copy[name] = copied(item, budget, depth);
  }
  return copy;
}

/** Assigning to `__proto__` would change the object's prototype instead of adding a member. */
function define(target: object, name: string, value: Json): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/**
 * A bound of the size in bytes; stops counting once past `enough`.
 * @param each bytes per character: 6 (`\u0000`) bounds from above, 1 from below
 */
function roughly(value: Json, enough: number, each: 1 | 6): number {
  if (typeof value === "string") return value.length * each + 2;
  // A number takes at most 24.
  if (typeof value !== "object" || value === null) return each === 1 ? 1 : 24;
  let size = 2;
  for (const [name, item] of Object.entries(value)) {
    const named = Array.isArray(value) ? 0 : name.length * each + 3;
    size += named + (each === 1 ? 0 : 1) + roughly(item as Json, enough - size, each);
    if (size >= enough) break;
  }
  return size;
}
