import { width } from "./width.ts";

/** A text in lines of at most so many characters; a word that is longer has a line of its own. */
export function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && width(line) + 1 + width(word) > most) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

const NARROWEST = 20;

/** A text behind its label; its further lines begin where its first one does. */
export function hanging(label: string, text: string, most: number): string {
  const indent = width(label);
  return label + wrap(text, Math.max(most - indent, NARROWEST)).join(`\n${" ".repeat(indent)}`);
}
