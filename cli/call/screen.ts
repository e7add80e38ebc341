import { continues } from "../../local/bank-line/telephone/transcript.ts";
import type { TranscriptLine } from "../../local/bank-line/telephone/transcript-line.ts";
import { style } from "../terminal/style.ts";
import { lineWidth } from "../terminal/width.ts";
import { wrap } from "../terminal/wrap.ts";
import type { Terminal } from "./terminal.ts";

const NARROWEST = 20;

/** Where the words begin: behind the time, and who has them. */
const INDENT = 14;

const FATES = { taken: "", buffered: "pressed ahead: ", lost: "nobody listens: " } as const;

/** A call as a dialogue: the time since it began, who, and what. Keys appear as they are pressed. */
export class CallScreen {
  readonly #out: Pick<Terminal, "write" | "columns">;
  #began = 0;
  #isFirst = true;
  /** Keys that more may follow. */
  #open: TranscriptLine | undefined;

  constructor(out: Pick<Terminal, "write" | "columns">) {
    this.#out = out;
  }

  /** @param at epoch milliseconds; times count from here */
  begin(heading: string, at: number): void {
    this.#began = at;
    this.say(...(this.#isFirst ? [] : [""]), style.title(heading));
  }

  show(lines: readonly TranscriptLine[]): void {
    for (const line of lines) {
      if (line.isAgain) continue;
      if (this.#open && continues(this.#open, line)) this.#out.write(style.title(line.text));
      else this.#draw(line);
    }
  }

  /** Lines that are no part of a call. */
  say(...lines: readonly string[]): void {
    this.#close();
    this.#isFirst = false;
    this.#out.write(`${lines.join("\n")}\n`);
  }

  #draw(line: TranscriptLine): void {
    this.#close();
    const { who, text, fate } = line;
    const time = style.quiet(this.#time(line.at).padStart(6));
    if (fate !== undefined) {
      this.#out.write(`${time}  you   ${style.quiet(FATES[fate])}${style.title(text)}`);
      this.#open = line;
      return;
    }
    const label = {
      line: style.accent("line"),
      caller: "you ",
      call: "    ",
      note: style.bad("!   "),
    };
    const quiet = who === "line" ? (words: string) => words : style.quiet;
    const width = Math.max(lineWidth(this.#out) - INDENT, NARROWEST);
    const [first = "", ...others] = wrap(text, width);
    const rest = others.map((words) => `\n${" ".repeat(INDENT)}${quiet(words)}`).join("");
    this.#out.write(`${time}  ${label[who]}  ${quiet(first)}${rest}\n`);
  }

  #close(): void {
    if (this.#open) this.#out.write("\n");
    this.#open = undefined;
  }

  #time(at: number): string {
    const seconds = Math.floor((at - this.#began) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}
