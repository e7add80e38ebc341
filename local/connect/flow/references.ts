import { replaceReferences, wholeReference } from "../language/references.ts";

/** Everything references can name, by root: `Attributes`, `External`, `ContactId` … */
export type Roots = Readonly<Record<string, unknown>>;

/** What a reference's names lead to; undefined where there is nothing. */
function valueAt(names: readonly string[], roots: Roots): unknown {
  let value: unknown = roots;
  for (const name of names) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The value of a reference that is the whole text; undefined where the text is none. */
export function referred(reference: string, roots: Roots): unknown {
  const whole = wholeReference(reference);
  return whole && valueAt(whole.names, roots);
}

/** A text with its references filled in. What is not known, or is no plain value, is empty. */
export function filledIn(text: string, roots: Roots): string {
  return replaceReferences(text, ({ names }) => plain(valueAt(names, roots)));
}

/** As Connect writes a value into a text. */
function plain(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
