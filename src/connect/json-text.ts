import { InvalidInputError } from "./invalid-input.ts";

/**
 * What a text says in JSON.
 *
 * @param field what the text is, in the words of whoever sent it
 * @throws InvalidInputError naming the field, never its value
 */
export function parseJsonText(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInputError(field, "must be a JSON text");
  }
}
