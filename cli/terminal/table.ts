import { stripVTControlCharacters } from "node:util";
import { style } from "./style.ts";
import { width } from "./width.ts";

/** Columns as wide as they need to be, two spaces apart, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(width(title), ...rows.map((row) => width(row[column] ?? ""))),
  );
  const numeric = head.map((_, column) =>
    rows.every((row) => /^[\d.,:%~-]*$/.test(stripVTControlCharacters(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - width(cell));
        return numeric[column] ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [style.quiet(line(head)), ...rows.map(line)].join("\n");
}
