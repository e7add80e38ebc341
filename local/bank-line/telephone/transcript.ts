import type { Trace } from "../../connect/simulator/trace.ts";
import { type TranscriptLine, transcriptLine } from "./transcript-line.ts";

const LOOP_PROMPTS = "MessageParticipantIteratively";

/** Reads the trace of a call as it grows. */
export class Transcript {
  readonly #trace: Trace;
  #index: number;
  /** What Loop prompts, or whatever action came last, have said. */
  readonly #said = new Set<string>();

  /** @param from index of the first entry that counts */
  constructor(trace: Trace, from = 0) {
    this.#trace = trace;
    this.#index = from;
  }

  /** What is new; keys come one by one. */
  next(): TranscriptLine[] {
    const { entries } = this.#trace;
    const lines: TranscriptLine[] = [];
    for (; this.#index < entries.length; this.#index += 1) {
      const entry = entries[this.#index];
      // Loop prompts begin beside each other: those of an agent on hold say nothing here.
      if (entry?.kind === "action" && entry.type !== LOOP_PROMPTS) this.#said.clear();
      const line = entry && transcriptLine(entry, entries[this.#index - 1]);
      if (line) lines.push(this.#marked(line));
    }
    return lines;
  }

  #marked(line: TranscriptLine): TranscriptLine {
    if (line.who !== "line") return line;
    if (this.#said.has(line.text)) return { ...line, isAgain: true };
    this.#said.add(line.text);
    return line;
  }
}

/** A whole call; keys that were pressed in a row are one line. */
export function transcriptOf(trace: Trace, from = 0): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const line of new Transcript(trace, from).next()) {
    const last = lines.at(-1);
    if (last && continues(last, line)) {
      lines[lines.length - 1] = { ...last, text: last.text + line.text };
    } else lines.push(line);
  }
  return lines;
}

/** Whether keys belong to those before them: keys that came at once do, whatever became of them. */
export function continues(last: TranscriptLine, line: TranscriptLine): boolean {
  if (last.fate === undefined || line.fate === undefined) return false;
  return last.fate === line.fate || last.at === line.at;
}
