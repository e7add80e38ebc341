import fc from "fast-check";
import { expect, it } from "vitest";
import { AFTERMATH, beginningBefore, DAY, HOUR } from "./day.ts";

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
