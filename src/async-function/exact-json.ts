/** JSON's words for numbers that stay as they are written: Node has them, TypeScript not yet. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, at: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
}

const Json = JSON as unknown as ExactJson;

/** Sixteen digits, or an exponent: most results have neither, and need no second look. */
const MAY_BE_ALTERED = /[\d.]{16}|\d[eE]/;

/**
 * Reads JSON as `JSON.parse` does, but for the numbers that JavaScript does not have, such as an
 * account number of twenty digits: they stay as they are written, and `JSON.stringify` writes them so.
 *
 * @throws SyntaxError for what is not JSON
 */
export function parseExactly(text: string): unknown {
  if (!MAY_BE_ALTERED.test(text)) return JSON.parse(text);
  try {
    return Json.parse(text, (_key, value, { source }) =>
      typeof value === "number" && source !== undefined && isAltered(source, value)
        ? Json.rawJSON(source)
        : value,
    );
  } catch (error) {
    // Nested more deeply than the stack is: no flow could be told of it, whatever its numbers are.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}

/** Whether this is a number that `parseExactly` left as it is written, and no object. */
export function isWrittenNumber(value: unknown): boolean {
  return Json.isRawJSON(value);
}

/** A double holds every number of fifteen digits that is within its range (IEEE 754). */
function isAltered(source: string, value: number): boolean {
  const digits = source
    .replace(/[eE].*/, "")
    .replace(/\D/g, "")
    .replace(/^0+|0+$/g, "");
  if (digits.length > 15) return String(value) !== source;
  return digits !== "" && (value === 0 || !Number.isFinite(value));
}
