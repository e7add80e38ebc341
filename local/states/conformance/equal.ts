import { isObject, type Json } from "../json.ts";

/** Texts that stand for some value the recorder could not keep. */
const ANYTHING: ReadonlySet<string> = new Set([
  ...["date", "timestamp", "<start-time>", "<entered-time>", "RandomNumberGenerated"],
  ...["<request_id>", "<request-id>", "<omitted>"],
]);

/** Members that name the machinery of AWS, not the behaviour. */
const DROPPED: ReadonlySet<string> = new Set([
  ...["SdkHttpMetadata", "SdkResponseMetadata", "ResponseMetadata", "roleArn"],
  ...["inputDetails", "outputDetails"],
]);

/** Compares with what was recorded; a token such as `<uuid:1>` is one value throughout. */
export class Comparison {
  readonly #tokens = new Map<string, Json>();

  /** @returns where they first differ, as a text; undefined when they are equal */
  difference(expected: Json | undefined, actual: Json | undefined, at = ""): string | undefined {
    if (typeof expected === "string") return this.#text(expected, actual, at);
    // The recorder parsed texts that hold JSON objects.
    if (isObject(expected) && typeof actual === "string") {
      const object = parsed(actual);
      return object ? this.difference(expected, object, at) : told(expected, actual, at);
    }
    if (Array.isArray(expected) && Array.isArray(actual)) return this.#array(expected, actual, at);
    if (isObject(expected) && isObject(actual)) return this.#object(expected, actual, at);
    return expected === actual ? undefined : told(expected, actual, at);
  }

  #text(expected: string, actual: Json | undefined, at: string): string | undefined {
    if (ANYTHING.has(expected)) return undefined;
    if (/^<[^<>]+:\d+>$/.test(expected)) return this.#token(expected, actual, at);
    if (typeof actual !== "string") return told(expected, actual, at);
    const [inner, other] = [parsed(expected), parsed(actual)];
    if (inner && other) return this.difference(inner, other, at);
    return expected === actual ? undefined : told(expected, actual, at);
  }

  #token(token: string, actual: Json | undefined, at: string): string | undefined {
    if (actual === undefined) return told(token, actual, at);
    if (!this.#tokens.has(token)) this.#tokens.set(token, actual);
    return this.#tokens.get(token) === actual ? undefined : told(token, actual, at);
  }

  #array(expected: readonly Json[], actual: readonly Json[], at: string): string | undefined {
    if (expected.length !== actual.length)
      return told(expected.length, actual.length, `${at}.length`);
    return firstOf(expected, (item, index) =>
      this.difference(item, actual[index], `${at}[${index}]`),
    );
  }

  #object(
    expected: Readonly<Record<string, Json>>,
    actual: Readonly<Record<string, Json>>,
    at: string,
  ): string | undefined {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    // Of a failed function's payload only these two are the function's own.
    const compared =
      "errorType" in expected
        ? ["errorType", "errorMessage"]
        : names.filter((name) => !DROPPED.has(name));
    return firstOf(compared, (name) =>
      this.difference(expected[name], actual[name], `${at}/${name}`),
    );
  }
}

function firstOf<T>(
  items: readonly T[],
  difference: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = difference(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The JSON object a text holds, if it holds one. */
function parsed(text: string): Json | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON after all: it is compared as the text it is.
    return undefined;
  }
}

function told(expected: Json | undefined, actual: Json | undefined, at: string): string {
  return `${at || "value"}: expected ${JSON.stringify(expected)}, but was ${JSON.stringify(actual)}`;
}
