import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";

// Branches of 3 %, 27 % and the rest: thresholds are 1 + the sum so far.
const flow = aFlow({
  share: ["DistributeByPercentage", {}, { "<4": "end", "<31": "end", NoMatchingCondition: "end" }],
  end: HANG_UP,
});

it("sends callers down its branches in their shares, the same ones for the same seed", async () => {
  const ways = async (seed: number) => {
    const centre = new Centre({ seed });
    return centre.clock.drive(async () => {
      const calls = Array.from({ length: 1000 }, () => centre.call(flow));
      const results = await Promise.all(calls.map((call) => call.ended()));
      return results.map((result) => wayOf(result)[0]);
    });
  };
  const taken = await ways(7);
  const count = (branch: string) => taken.filter((way) => way === `share: ${branch}`).length;
  expect(count("NumberLessThan 4")).toBeGreaterThan(10);
  expect(count("NumberLessThan 4")).toBeLessThan(60);
  expect(count("NumberLessThan 31")).toBeGreaterThan(210);
  expect(count("NumberLessThan 31")).toBeLessThan(330);
  expect(await ways(7)).toEqual(taken);
});
