import { afterEach, expect, it } from "vitest";
import { StillClock } from "../../test/still-clock.ts";
import { CLOCK_HOOK, type Clock, clock, epochSeconds } from "./clock.ts";

const hooked = globalThis as { [CLOCK_HOOK]?: Clock };

afterEach(() => {
  delete hooked[CLOCK_HOOK];
});

it("is the wall clock", async () => {
  const before = Date.now();
  await clock.sleep(0);
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBeLessThanOrEqual(Date.now());
});

it("is the local stack's while that has one behind the hook", async () => {
  const still = new StillClock(1_000);
  hooked[CLOCK_HOOK] = still;
  await clock.sleep(3_600_000);
  expect(clock.now()).toBe(3_601_000);
});

it("counts whole seconds for DynamoDB, and none too early", () => {
  expect([0, 999, 1_000, 1_999].map(epochSeconds)).toEqual([0, 0, 1, 1]);
});
