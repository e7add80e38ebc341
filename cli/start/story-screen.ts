import type { LocalStack } from "../../local/stack.ts";
import type { PlannedCaller } from "../../local/story/callers/plan.ts";
import type { Audience } from "../../local/story/play.ts";
import type { PlannedReconciliation } from "../../local/story/reconciliations/plan.ts";
import type { PlannedContact } from "../../local/story/recordings/plan.ts";
import type { StoryReport } from "../../local/story/report.ts";
import { maskPhoneNumber } from "../../src/connect/phone-number.ts";
import { span } from "../terminal/ago.ts";
import { style } from "../terminal/style.ts";

interface Screen {
  booted(url: string, readyMs: number, seed: number): void;
  told(report: StoryReport): void;
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

const PROMISES: Readonly<Record<string, string>> = {
  neverTwoLiveClaimsPerNumberAndQueue: "never two live claims for one number and queue",
  everyClaimReleasedInTheEnd: "every claim released in the end",
  trackerNeverHandedToAnotherNumber: "a task is never offered to another number",
  trackerNeverLost: "a task is never lost",
  trackerNeverRevived: "a finished task is never offered again",
  controlKeysIntact: "a result never overwrites the control keys",
  oneExecutionPerRequest: "one execution per request",
  answersAreValid: "every answer is one that a flow can take",
  everyReconciliationEndsOnce: "every missing recording ends in one status, the one it must",
  everyFailureHasItsDeadLetter: "every failed reconciliation has its dead letter",
  nothingCorruptIsVisible: "nothing corrupt is visible in the bucket",
  redrivenRequestsSucceed: "what was put back succeeds once its cause is gone",
  everyVerdictAgreesWithTheBucket: "every agent call has one verdict, the one its bucket proves",
  noQueueRowIsLeft: "no contact of queue or IVR is left in the ledger",
  noContactGoesBackwards: "no contact went backwards",
  oneExecutionPerContactAndFailure: "one reconciliation per contact and failure",
  nothingLeftInDeadEnds: "no event and no record was given up",
  noPersonalDataInLogs: "no number, card or attribute value in the functions' logs",
};

const BAR = 30;
const DAY_MS = 86_400_000;

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
    this.#line(
      `${style.quiet(this.#time(at))}  ${style.accent(maskPhoneNumber(caller.number))}  ${text}`,
    );
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
    this.#line(`${style.quiet(this.#time(at))}  ${style.accent("missing")}  ${words}: ${outcome}`);
  }

  watched({ fate, recording }: PlannedContact, at: number): void {
    const told = `${fate} ${recording}`;
    if (this.#fates.has(told) || (recording !== "in-time" && fate !== "answered")) return;
    this.#fates.add(told);
    const words = `${fate.replaceAll("-", " ")}, recording ${recording.replaceAll("-", " ")}`;
    this.#line(`${style.quiet(this.#time(at))}  ${style.accent("watched")}  ${words}`);
  }

  told(report: StoryReport): void {
    const { callbacks, trackers, asyncFunction, reconciliations, recordings } = report;
    this.#bar = "";
    this.#line("");
    this.#line(style.title("What was promised"));
    this.#promise("callback claims", [
      [callbacks.claims, "claimed"],
      [callbacks.duplicatesRefused, "refused as duplicates"],
      [callbacks.released, "released"],
    ]);
    this.#promise("context trackers", [
      [trackers.stored, "stored"],
      [trackers.resumed, "resumed"],
      [trackers.closed, "closed"],
      [trackers.expired, "expired"],
    ]);
    this.#promise("async function", [
      [asyncFunction.started, "started"],
      [asyncFunction.succeeded, "succeeded"],
      [asyncFunction.failed, "failed"],
      [asyncFunction.comfortMessages, "comfort messages"],
    ]);
    this.#promise("recording watch", [
      [recordings.CALL_RECORDED_SUCCESS, "recorded"],
      [recordings.recovered, "of them recovered"],
      [recordings.CALL_RECORDED_FAILURE, "lost for good"],
      [report.describeContactCalls, "calls of DescribeContact"],
    ]);
    this.#promise("reconciliation", [
      [reconciliations["COMPLETED"] ?? 0, "completed"],
      [report.deadLetters, "failures with a dead letter"],
      [report.redriven, "put back"],
      [report.pollsPerReconciliation.median, "polls each (median)"],
    ]);
    this.#line("");
    for (const [name, held] of Object.entries(report.invariants)) {
      this.#line(`${held ? style.good("✓") : style.bad("✗")} ${PROMISES[name] ?? name}`);
    }
    for (const how of report.broken.slice(0, 10)) this.#line(style.bad(`  ${how}`));
    this.#line("");
    const times = `${span(report.virtualMs)} of the bank's time in ${(report.wallMs / 1000).toFixed(1)} s`;
    this.#line(style.quiet(`${times}; the same day again: linekeeper start --seed ${report.seed}`));
  }

  staysUp(stack: LocalStack): void {
    const names = stack.description.functions.map(({ name }) => name).join(", ");
    this.#line("");
    this.#line(
      `${style.title("The stack stays up")} ${style.quiet("(Ctrl-C ends it), now in real time")}`,
    );
    this.#line(`  endpoint   ${style.accent(`AWS_ENDPOINT_URL=${stack.url}`)}`);
    this.#line(`  functions  ${names}`);
    this.#line(`  tables     ${stack.description.tables.map(({ name }) => name).join(", ")}`);
    this.#line(
      `  machines   ${stack.description.stateMachines.map(({ name }) => name).join(", ")}`,
    );
    this.#line(`  try        npx linekeeper trackers list`);
  }

  /** `09:41` on the first day, `day 2 09:41` after it. */
  #time(at: number): string {
    this.#begun ??= at;
    const day = Math.floor(at / DAY_MS) - Math.floor(this.#begun / DAY_MS) + 1;
    const time = new Date(at).toISOString().slice(11, 16);
    return day === 1 ? time : `day ${day} ${time}`;
  }

  #promise(name: string, figures: readonly (readonly [number, string])[]): void {
    const words = figures.map(([count, what]) => `${style.title(String(count))} ${what}`);
    this.#line(`  ${name.padEnd(18)}${words.join(", ")}`);
  }

  #line(text: string): void {
    if (!this.#out.isTTY) return void this.#out.write(`${text}\n`);
    this.#out.write(`\r\u001b[2K${text}\n${this.#bar}`);
  }
}
