import { stripVTControlCharacters } from "node:util";
import { beforeEach, expect, it } from "vitest";
import { Random } from "../../local/random.ts";
import type { LocalStack } from "../../local/stack.ts";
import { planDay } from "../../local/story/callers/plan.ts";
import type { StoryReport } from "../../local/story/report.ts";
import { StoryScreen } from "./story-screen.ts";

const MORNING = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;
const [caller, ...others] = planDay(40, new Random(1));

let printed: string;
let screen: StoryScreen;
beforeEach(() => {
  printed = "";
  const write = (text: string) => {
    printed += stripVTControlCharacters(text);
    return true;
  };
  screen = new StoryScreen({ isTTY: false, columns: 80, write } as NodeJS.WriteStream);
});

/** The lines on the screen; each fits a terminal of 80 columns. */
function lines(): readonly string[] {
  const all = printed.trimEnd().split("\n");
  for (const line of all) expect([...line].length).toBeLessThanOrEqual(80);
  return all;
}

it("tells who does what below each other, on whatever day, and hangs what is long", () => {
  if (caller === undefined) expect.unreachable();
  screen.planned([caller, ...others]);
  const asks =
    'asks for a call back and hears: "We will call you back as soon as it is your turn."';
  screen.said(caller, MORNING, asks);
  screen.said(caller, MORNING + 16 * HOUR, "is called back once");
  screen.watched(
    { fate: "answered", recording: "in-time", arrivesAfter: 0, number: "+64217100000" },
    MORNING + 17 * HOUR,
  );
  const told = lines().slice(2);
  expect(told.map((line) => line.slice(0, 13))).toEqual([
    "day 1 08:00  ",
    "             ",
    "day 2 00:00  ",
    "day 2 01:00  ",
  ]);
  expect(told.map((line) => line.slice(22).split(" ")[0])).toEqual([
    "asks",
    "soon",
    "is",
    "answered,",
  ]);
  expect(told[3]?.slice(13, 22)).toBe("watched  ");
});

it("sums up what was promised, and what was broken", () => {
  screen.told(REPORT, "linekeeper start --seed 42 --callers 1000");
  const told = lines();
  expect(told).toContain(
    "  context trackers  1065 stored, 1051 resumed, 10244 closed, 1004 expired",
  );
  expect(told).toContain("✓ a task is never lost");
  expect(told).toContain("✗ every claim released in the end");
  expect(told).toContain("  everyClaimReleasedInTheEnd: a claim is still live");
  expect(printed.replaceAll(/\s+/g, " ")).toContain(
    "the same day again: linekeeper start --seed 42 --callers 1000",
  );
});

it("lists what stays up", () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `linekeeper-function-${index}` }));
  const description = { functions: named(20), tables: named(4), stateMachines: named(3) };
  screen.staysUp({ url: "http://127.0.0.1:4566", description } as unknown as LocalStack);
  const told = lines();
  const first = told.findIndex((line) => line.startsWith("  functions  "));
  expect(told[first + 1]).toMatch(/^ {13}linekeeper-function-/);
  for (const { name } of description.functions) expect(printed).toContain(name);
});

const REPORT = {
  ok: false,
  seed: 42,
  wallMs: 62_800,
  virtualMs: 38 * HOUR,
  callbacks: { claims: 1124, duplicatesRefused: 1031, released: 1121 },
  trackers: { stored: 1065, resumed: 1051, closed: 10_244, expired: 1004 },
  asyncFunction: { started: 1047, succeeded: 1031, failed: 1006, comfortMessages: 1031 },
  reconciliations: { COMPLETED: 1184 },
  deadLetters: 1054,
  redriven: 1022,
  pollsPerReconciliation: { median: 2, max: 28 },
  transitionsPerReconciliation: { median: 12, max: 133 },
  recordings: {
    CALL_RECORDED_SUCCESS: 1302,
    CALL_RECORDED_FAILURE: 1006,
    recovered: 1014,
    open: 0,
  },
  describeContactCalls: 1165,
  invariants: { trackerNeverLost: true, everyClaimReleasedInTheEnd: false },
  broken: ["everyClaimReleasedInTheEnd: a claim is still live"],
} as unknown as StoryReport;
