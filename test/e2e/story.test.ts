import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { LOCAL_INSTANCE } from "../../local/instance.ts";
import { flowFunctions } from "../../local/story/callers/flow-functions.ts";
import { INVARIANTS } from "../../local/story/invariant.ts";
import { type Audience, playStory } from "../../local/story/play.ts";
import type { StoryReport } from "../../local/story/report.ts";

const NOBODY: Audience = { planned() {}, said() {}, finished() {}, reconciled() {}, watched() {} };

function play(stack: DemoBank, seed: number, callers: number): Promise<StoryReport> {
  return playStory(stack, {
    seed,
    callers,
    reconciliations: 80,
    recordings: 30,
    instance: LOCAL_INSTANCE,
    functions: flowFunctions(stack.description),
    audience: NOBODY,
  });
}

describe("a day of callers against the stack from the template", () => {
  let stack: DemoBank;
  let report: StoryReport;
  beforeAll(async () => {
    stack = await openDemoBank({
      port: 0,
      startAt: Date.UTC(2026, 0, 5, 8),
      seed: 7,
      endpoints: {},
      machineTimeouts: { "linekeeper-reconciliation": 5_400 },
    });
    report = await play(stack, 7, 45);
  }, 120_000);
  afterAll(() => stack?.close());

  it.each(INVARIANTS)("%s", (invariant) => {
    expect(report.broken.filter((how) => how.startsWith(invariant))).toEqual([]);
    expect(report.invariants[invariant]).toBe(true);
  });

  it("does what it is for: claims, refuses, resumes, expires, looks up, comforts", () => {
    const { callbacks, trackers, asyncFunction } = report;
    for (const figure of Object.values({ ...callbacks, ...trackers, ...asyncFunction })) {
      expect(figure).toBeGreaterThan(0);
    }
    expect(report.virtualMs).toBeGreaterThan(36 * 3_600_000);
  });

  it("had no problem of its own while delivering", () => {
    expect(stack.delivery.problems).toEqual([]);
  });
});
