/** `${Name}` inside a text of a flow or of a test. */
const PLACEHOLDER = /\$\{(\w+)\}/g;

/** A placeholder that has no value here. */
export class UnknownPlaceholderError extends Error {
  override readonly name = "UnknownPlaceholderError";
  readonly placeholders: readonly string[];

  constructor(placeholders: readonly string[], known: readonly string[]) {
    const unknown = placeholders.map((name) => `\${${name}}`).join(", ");
    super(`there is no value for ${unknown}; there is one for ${known.join(", ")}`);
    this.placeholders = placeholders;
  }
}

export type Values = Readonly<Record<string, string>>;

/**
 * Fills in the placeholders of a JSON text; they stand inside of texts only.
 * @throws UnknownPlaceholderError
 */
export function filledIn(json: string, values: Values): string {
  const unknown = placeholdersIn(json).filter((name) => !Object.hasOwn(values, name));
  if (unknown.length > 0) throw new UnknownPlaceholderError(unknown, Object.keys(values));
  return json.replaceAll(PLACEHOLDER, (_all, name: string) =>
    JSON.stringify(values[name]).slice(1, -1),
  );
}

/** Each once, in the order of the text. */
export function placeholdersIn(json: string): readonly string[] {
  return [...new Set([...json.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))];
}
