import type { ReconciliationStatus } from "../../../src/reconciliation/table.ts";
import type { Fate } from "../../export-platform/fate.ts";
import { FATES, type FateName } from "../../export-platform/fates.ts";
import type { Random } from "../../random.ts";
import { DAY, HOUR, MINUTE } from "../day.ts";
import { EXPECTED } from "./expected.ts";

/** One recording that went missing. */
export interface PlannedReconciliation {
  readonly callId: string;
  /** Why it ends as it does; for people. */
  readonly name: string;
  readonly fate: Fate;
  /** What it ends with; several where an outage may come between. */
  readonly expected: readonly ReconciliationStatus[];
  /** Milliseconds after the start of the day. */
  readonly arrivesAfter: number;
  /** How often the request's message comes. */
  readonly copies: number;
  /** Milliseconds after which somebody stops its execution. */
  readonly stoppedAfter?: number;
}

/** When the store fails for a while: play.ts. Whatever is under way then may end by it. */
export const OUTAGE_AT: number = 5 * HOUR;
export const OUTAGE_MS: number = 2.5 * MINUTE;

/** When nobody works on downloads: longer than a task's heartbeat lasts. */
export const WORKERS_GONE_AT: number = 7 * HOUR;
export const WORKERS_GONE_MS: number = 15 * MINUTE;

const LONGEST_MS: number = 90 * MINUTE;

/** Fates of which most of a real day would consist. */
const USUAL: readonly FateName[] = [
  "as-it-should-be",
  "as-it-should-be",
  "without-estimate",
  "from-another-origin",
  "estimated-early",
  "estimated-in-fractions",
];

/**
 * Plans a day: each fate once at least, the operator's doings, and the usual for the rest. A
 * connection that hangs is ended by its client in real time, and the clock stands still meanwhile:
 * such fates are for tests, which set short limits.
 */
export function planReconciliations(count: number, random: Random): PlannedReconciliation[] {
  const names = (Object.keys(FATES) as FateName[]).filter((name) => !name.includes("hangs"));
  const planned = names.map((name) => ofFate(name, random));
  planned.push(stopped(random), stopped(random), tooSlow(random), tooSlow(random));
  for (let index = 0; index < 3; index += 1)
    planned.push(intoOutage(random), whileNobodyWorks(random));
  while (planned.length < count) planned.push(ofFate(random.pick(USUAL), random));
  return planned.slice(0, Math.max(count, names.length));
}

function ofFate(name: FateName, random: Random): PlannedReconciliation {
  const arrivesAfter = random.between(0, DAY - LONGEST_MS);
  const end = EXPECTED[name];
  return {
    callId: random.uuid(),
    name,
    fate: FATES[name],
    expected: disturbed(arrivesAfter) ? [end, ...DISTURBED] : [end],
    arrivesAfter,
    copies: random.chance(1 / 6) ? 2 : 1,
  };
}

const DISTURBED: readonly ReconciliationStatus[] = [
  "FAILED_UNEXPECTED_ERROR",
  "FAILED_DOWNLOAD_TIMEOUT",
  "COMPLETED",
];

/** Whether an outage can come between: it began before, and may not be over yet. */
function disturbed(arrivesAfter: number): boolean {
  return [OUTAGE_AT + OUTAGE_MS, WORKERS_GONE_AT + WORKERS_GONE_MS].some(
    (over) => arrivesAfter < over && over - arrivesAfter < LONGEST_MS + WORKERS_GONE_MS,
  );
}

/** An export that takes long, and somebody who stops its execution. */
function stopped(random: Random): PlannedReconciliation {
  return {
    ...ofFate("export-never-ends", random),
    name: "stopped-by-hand",
    expected: ["FAILED_ABORTED"],
    arrivesAfter: random.between(HOUR, 3 * HOUR),
    copies: 1,
    stoppedAfter: 10 * MINUTE,
  };
}

/** A download that is alive and takes for ever: the machine's own time ends it. */
function tooSlow(random: Random): PlannedReconciliation {
  return {
    ...ofFate("download-slow", random),
    name: "download-without-end",
    fate: {
      exportSeconds: 60,
      estimate: "right",
      faults: { download: [{ kind: "slow", seconds: 6_600, pieces: 60, times: Infinity }] },
    },
    expected: ["FAILED_TIMED_OUT"],
    arrivesAfter: random.between(HOUR, 2 * HOUR),
    copies: 1,
  };
}

/** Its job is created just before the store fails: what it then writes is lost. */
function intoOutage(random: Random): PlannedReconciliation {
  return {
    ...ofFate("as-it-should-be", random),
    name: "into-an-outage",
    fate: { exportSeconds: 60, estimate: "right" },
    expected: ["FAILED_UNEXPECTED_ERROR", "COMPLETED"],
    arrivesAfter: OUTAGE_AT - random.between(30, 55) * 1000,
    copies: 1,
  };
}

/** Its download is asked for while nobody works on downloads. */
function whileNobodyWorks(random: Random): PlannedReconciliation {
  return {
    ...ofFate("as-it-should-be", random),
    name: "while-nobody-downloads",
    fate: { exportSeconds: 30, estimate: "right" },
    expected: ["FAILED_DOWNLOAD_TIMEOUT"],
    arrivesAfter: WORKERS_GONE_AT + random.between(5, 60) * 1000,
    copies: 1,
  };
}
