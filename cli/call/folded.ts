import type { TranscriptLine } from "../../local/bank-line/telephone/transcript-line.ts";

/** A prompt that is heard oft enough to be known. */
const SHOWN = 3;

/** A call without what is said over and over while nothing else happens; how often is told. */
export function folded(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  const shown: TranscriptLine[] = [];
  const times = new Map<string, number>();
  let left = 0;
  const goOn = (at: number): void => {
    if (left > 0) shown.push({ at, who: "note", text: `the same again, ${left} lines more` });
    left = 0;
  };
  for (const line of lines) {
    const said = line.who === "line" || line.who === "note";
    if (!said) times.clear();
    const before = times.get(line.text) ?? 0;
    times.set(line.text, before + 1);
    if (said && !line.isAgain && before >= SHOWN) {
      left += 1;
      continue;
    }
    goOn(line.at);
    shown.push(line);
  }
  goOn(lines.at(-1)?.at ?? 0);
  return shown;
}
