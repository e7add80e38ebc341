import { stripVTControlCharacters } from "node:util";

/** How many characters of a text are seen. */
export function width(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Longer lines are hard to read. */
const WIDEST = 92;

/** Where a line should end: at the terminal's edge, or where most terminals have theirs. */
export function lineWidth({ columns }: { readonly columns?: number }): number {
  // A terminal that does not know its width says 0.
  return Math.min(columns || 80, WIDEST);
}
