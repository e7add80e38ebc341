import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoBank, openDemoBank } from "../../local/demo-bank.ts";
import { LOCAL_INSTANCE } from "../../local/instance.ts";
import { flowFunctions } from "../../local/story/callers/flow-functions.ts";
import { beginningBefore, HOUR } from "../../local/story/day.ts";
import { INVARIANTS } from "../../local/story/invariant.ts";
import { passUntil } from "../../local/story/pass-until.ts";
import { type Audience, playStory } from "../../local/story/play.ts";
import type { StoryReport } from "../../local/story/report.ts";
import { listTrackers } from "../../src/trackers/list.ts";

const NOBODY: Audience = { planned() {}, said() {}, finished() {}, reconciled() {}, watched() {} };

const SEED = 7;

/** @param now epoch milliseconds at which the story is to be over */
function open(now: number): Promise<DemoBank> {
  return openDemoBank({
    port: 0,
    startAt: beginningBefore(now),
    seed: SEED,
    endpoints: {},
    machineTimeouts: { "linekeeper-reconciliation": 5_400 },
  });
}

function play(stack: DemoBank): Promise<StoryReport> {
  return playStory(stack, {
    seed: SEED,
    callers: 45,
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
    stack = await open(Date.UTC(2026, 0, 7, 8));
    report = await play(stack);
  }, 240_000);
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

  it("leaves somebody who was cut off an hour ago, however long ago the story ended", async () => {
    const now = stack.clock.now() + 23.5 * HOUR;
    await passUntil(stack, now);
    expect(stack.clock.now()).toBe(now);
    const table = stack.tableName("caller_id");
    const left = await listTrackers({ client: stack.dynamodb, table, clock: stack.clock });
    expect(left).toHaveLength(1);
    expect(now - (left[0]?.disconnectedAt ?? 0)).toBeLessThan(HOUR);
    expect(stack.delivery.problems).toEqual([]);
  });
});
