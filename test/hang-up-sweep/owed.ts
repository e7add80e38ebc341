import type { SaidEntry, TraceEntry } from "../../local/connect/simulator/trace.ts";
import type { Run } from "./run.ts";
import { OFFER } from "./second-call.ts";

/** A task that a caller was cut off from, as the caller knows it. */
export interface Task {
  /** `making a payment`. */
  readonly title: string;
  /** What they expect to hear first when they go on. */
  readonly goesOnWith: string;
}

type Rule = readonly [
  heard: RegExp,
  then: (text: string, now: Task | undefined) => Task | undefined,
];

const payment = asked("making a payment");
const pinChange = asked("changing your PIN");
const over = () => undefined;

/** What callers know of their task from what they hear. */
const RULES: readonly Rule[] = [
  [/^To pay by card, press 1\./, payment],
  [/^Please enter the 16 digits/, payment],
  [/^Please enter the month and the year/, payment],
  // Who is about to change an amount goes on with the old one.
  [/^Please enter the amount/, (text, now) => (isAboutToPay(now) ? now : payment(text))],
  [/^You are about to pay/, payment],
  [/^Thank you\. Your payment|^Nothing has been paid/, over],
  // A PIN is kept nowhere: they begin anew.
  [/^Please enter the four digits of your new PIN/, pinChange],
  [/^Your PIN has been changed|^Your old PIN is still good/, over],
  // Somebody will care for it.
  [/^Thank you for waiting/, over],
];

/**
 * What callers are owed who call again, from nothing but what they heard and pressed. Between their
 * answer and the next word of the line they cannot know whether it was noted: it is one of two.
 * @param whole the same way, gone to its end
 */
export function owed(run: Run, whole: Run): readonly (Task | undefined)[] {
  if (run.way.withheld) return [undefined];
  const before = run.before.flatMap(({ trace }) => trace.entries);
  const { entries } = run.call.trace;
  const known = knownFrom([...before, ...entries]);
  if (!isBetween(entries)) return [known];
  const next = said(whole.call.trace.entries)[said(entries).length];
  return next ? [known, knownFrom([...before, ...entries, next])] : [known];
}

function knownFrom(entries: readonly TraceEntry[]): Task | undefined {
  let task: Task | undefined;
  let text = "";
  let declines = false;
  for (const entry of entries) {
    if (entry.kind === "key") declines = OFFER.test(text) && entry.key === "2";
    if (!isSaid(entry)) continue;
    if (declines) task = undefined;
    declines = false;
    text = entry.prompt.text;
    const rule = RULES.find(([heard]) => heard.test(text));
    if (rule) task = rule[1](text, task);
  }
  return task;
}

/** Something has begun since the line last spoke. */
function isBetween(entries: readonly TraceEntry[]): boolean {
  return entries.findLastIndex(isSaid) < entries.findLastIndex(({ kind }) => kind === "action");
}

function said(entries: readonly TraceEntry[]): readonly SaidEntry[] {
  return entries.filter(isSaid);
}

function isSaid(entry: TraceEntry): entry is SaidEntry {
  return entry.kind === "said" && entry.to === "customer";
}

function isAboutToPay(task: Task | undefined): boolean {
  return task?.goesOnWith.startsWith("You are about to pay") === true;
}

function asked(title: string): (goesOnWith: string) => Task {
  return (goesOnWith) => ({ title, goesOnWith });
}
