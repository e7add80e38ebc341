/** A JSON value. Never changed once made, so that states, variables and history can share it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Most bytes of UTF-8 that an input, an output or a result may have as JSON: 256 KiB. */
export const DATA_LIMIT = 262_144;

/** What was given is no JSON: a function, or a number JSON cannot write. */
export class NotJsonError extends Error {
  override readonly name = "NotJsonError";
}

/**
 * A plain copy of what JSONata, a function or a service answered. JSONata marks its arrays with
 * hidden flags and leaves `undefined` in objects; neither may reach the next state.
 */
export function plain(value: unknown): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new NotJsonError(`${value} is not a JSON number`);
      return value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value) ? value.map((item) => plain(item ?? null)) : plainObject(value);
    default:
      throw new NotJsonError(`a ${typeof value} is not a JSON value`);
  }
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
  if (roughly(value, DATA_LIMIT) < DATA_LIMIT) return false;
  return Buffer.byteLength(JSON.stringify(value)) > DATA_LIMIT;
}

function plainObject(value: object): JsonObject {
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) {
    throw new NotJsonError("a function is not a JSON value");
  }
  const copy: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (name === "__proto__") define(copy, name, plain(item));
    else copy[name] = plain(item);
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

/** An upper bound of the size in bytes; stops counting once past `enough`. */
function roughly(value: Json, enough: number): number {
  // A character takes at most 6 bytes (\u0000), a number at most 24.
  if (typeof value === "string") return value.length * 6 + 2;
  if (typeof value !== "object" || value === null) return 24;
  let size = 2;
  for (const [name, item] of Object.entries(value)) {
    size += name.length * 6 + 4 + roughly(item as Json, enough - size);
    if (size >= enough) break;
  }
  return size;
}
