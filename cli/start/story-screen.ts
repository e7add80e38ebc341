import type { LocalStack } from "../../local/stack.ts";
import type { PlannedCaller } from "../../local/story/callers/plan.ts";
import type { Audience } from "../../local/story/play.ts";
import type { PlannedReconciliation } from "../../local/story/reconciliations/plan.ts";
import type { PlannedContact } from "../../local/story/recordings/plan.ts";
import type { StoryReport } from "../../local/story/report.ts";
import { maskPhoneNumber } from "../../src/connect/phone-number.ts";
import { style } from "../terminal/style.ts";
import { lineWidth } from "../terminal/width.ts";
import { hanging } from "../terminal/wrap.ts";
import { stackOf, summaryOf } from "./summary.ts";

interface Screen {
  booted(url: string, readyMs: number, seed: number): void;
  told(report: StoryReport, again: string): void;
  staysUp(stack: LocalStack): void;
}

/** For `--json`: nothing but the one object goes to stdout. */
export const SILENT: Audience & Screen = {
  booted() {},
  planned() {},
  said() {},
  finished() {},
  reconciled() {},
  watched() {},
  told() {},
  staysUp() {},
};

const BAR = 30;
const DAY_MS = 86_400_000;

/** As wide as a masked number, `missing` and `watched`. */
const WHO = 7;

/**
 * The story in a terminal: the first caller of every kind is told, the others move the bar. Without
 * a terminal the bar is left out.
 */
export class StoryScreen implements Audience, Screen {
  readonly #out: NodeJS.WriteStream;
  readonly #told = new Set<number>();
  readonly #fates = new Set<string>();
  #total = 0;
  #begun: number | undefined;
  #bar = "";
  #drawn = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  booted(url: string, readyMs: number, seed: number): void {
    this.#line(`${style.title("Linekeeper")}  local stack at ${style.accent(url)}`);
    this.#line(style.quiet(`ready in ${(readyMs / 1000).toFixed(1)} s, seed ${seed}`));
  }

  planned(callers: readonly PlannedCaller[]): void {
    this.#total = callers.length;
    this.#line("");
    this.#line(style.title(`A day of ${callers.length} callers`));
    const kinds = new Set<string>();
    for (const { kind, index } of callers) {
      if (kinds.has(kind.name)) continue;
      kinds.add(kind.name);
      this.#told.add(index);
    }
  }

  said(caller: PlannedCaller, at: number, text: string): void {
    if (!this.#told.has(caller.index)) return;
    this.#event(at, maskPhoneNumber(caller.number), text);
  }

  finished(_caller: PlannedCaller, done: number, at: number): void {
    const filled = Math.round((done / this.#total) * BAR);
    const time = this.#time(at);
    this.#bar = `${"━".repeat(filled)}${style.quiet("━".repeat(BAR - filled))}  ${done} of ${this.#total} callers, ${time}`;
    // Terminals are slow: a bar that moves thirty times a second is as good as one that moves more.
    const now = performance.now();
    if (!this.#out.isTTY && done % Math.ceil(this.#total / 4) === 0) {
      this.#line(style.quiet(`${done} of ${this.#total} callers, ${time}`));
    }
    if (now - this.#drawn < 33 && done < this.#total) return;
    this.#drawn = now;
    if (this.#out.isTTY) this.#out.write(`\r\u001b[2K${this.#bar}`);
  }

  reconciled(planned: PlannedReconciliation, at: number, status: string): void {
    if (this.#fates.has(planned.name)) return;
    this.#fates.add(planned.name);
    const words = planned.name.replaceAll("-", " ");
    const outcome = status === "COMPLETED" ? style.good(status) : style.bad(status);
    this.#event(at, "missing", `${words}: ${outcome}`);
  }

  watched({ fate, recording }: PlannedContact, at: number): void {
    const told = `${fate} ${recording}`;
    if (this.#fates.has(told) || (recording !== "in-time" && fate !== "answered")) return;
    this.#fates.add(told);
    const words = `${fate.replaceAll("-", " ")}, recording ${recording.replaceAll("-", " ")}`;
    this.#event(at, "watched", words);
  }

  told(report: StoryReport, again: string): void {
    this.#bar = "";
    for (const line of summaryOf(report, again, lineWidth(this.#out))) this.#line(line);
  }

  staysUp(stack: LocalStack): void {
    for (const line of stackOf(stack, lineWidth(this.#out))) this.#line(line);
  }

  #event(at: number, who: string, what: string): void {
    const label = `${style.quiet(this.#time(at))}  ${style.accent(who.padEnd(WHO))}  `;
    this.#line(hanging(label, what, lineWidth(this.#out)));
  }

  /** `day 2 09:41` */
  #time(at: number): string {
    this.#begun ??= at;
    const day = Math.floor(at / DAY_MS) - Math.floor(this.#begun / DAY_MS) + 1;
    return `day ${day} ${new Date(at).toISOString().slice(11, 16)}`;
  }

  #line(text: string): void {
    if (!this.#out.isTTY) return void this.#out.write(`${text}\n`);
    this.#out.write(`\r\u001b[2K${text}\n${this.#bar}`);
  }
}
