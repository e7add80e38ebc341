import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../random.ts";
import { planDay } from "./callers/plan.ts";
import { AFTERMATH, beginningBefore, DAY, HOUR } from "./day.ts";
import { planReconciliations } from "./reconciliations/plan.ts";
import { planContacts } from "./recordings/plan.ts";

it("begins at the same time of day as ever, the last day from which it is over in time", () => {
  const anyTime = fc.date({ noInvalidDate: true, min: new Date(0) }).map(Number);
  fc.assert(
    fc.property(anyTime, (now) => {
      const begin = beginningBefore(now);
      expect(new Date(begin).toISOString()).toMatch(/T08:00:00\.000Z$/);
      const left = now - (begin + DAY + AFTERMATH);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThan(24 * HOUR);
    }),
  );
});

it("plans the same day for the same seed, and another one for another", () => {
  const untilMidnight = 16 * HOUR;
  const planned = (seed: number) =>
    JSON.stringify([
      planDay(300, new Random(seed)),
      planReconciliations(210, new Random(seed)),
      planContacts(240, new Random(seed), untilMidnight),
    ]);
  expect(planned(1)).toBe(planned(1));
  expect(planned(2)).not.toBe(planned(1));
});
