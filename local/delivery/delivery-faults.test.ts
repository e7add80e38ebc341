import fc from "fast-check";
import { expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { DeliveryFaults, type FaultRates } from "./delivery-faults.ts";
import { InFlight } from "./in-flight.ts";

/** Sends 0, 1, 2, … a second apart; what arrives, in order. */
async function arrivals(rates: FaultRates, count: number, seed: number) {
  const clock = new LocalClock(0);
  const inFlight = new InFlight(clock);
  const faults = new DeliveryFaults(dice(seed));
  faults.set(rates);
  const arrived: number[] = [];
  await clock.drive(async () => {
    for (let i = 0; i < count; i += 1) {
      faults.through(clock, inFlight, "number", () => arrived.push(i));
      await clock.sleep(1_000);
    }
    await inFlight.idle();
  });
  return { arrived, happened: faults.happened, endedAt: clock.now() };
}

/** mulberry32 */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it("does nothing unless told to", async () => {
  const { arrived } = await arrivals({}, 20, 1);
  expect(arrived).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

it("delivers everything that is not dropped, and only duplicates twice", async () => {
  const share = fc.double({ min: 0, max: 0.25, noNaN: true });
  const rates = fc.record({ duplicate: share, drop: share, delay: share, reorder: share });
  await fc.assert(
    fc.asyncProperty(rates, fc.integer(), async (some, seed) => {
      const { arrived, happened } = await arrivals(some, 60, seed);
      expect(arrived).toHaveLength(60 + happened.duplicate - happened.drop);
      expect(new Set(arrived).size).toBe(60 - happened.drop);
      const again = await arrivals(some, 60, seed);
      expect(again.arrived).toEqual(arrived);
    }),
    { numRuns: 20 },
  );
});

it("reorders neighbours", async () => {
  const { arrived, happened } = await arrivals({ reorder: 0.5 }, 60, 7);
  expect(happened.reorder).toBeGreaterThan(10);
  expect(arrived).not.toEqual([...arrived].sort((a, b) => a - b));
  for (const [position, number] of arrived.entries()) {
    expect(Math.abs(position - number)).toBeLessThanOrEqual(2);
  }
});

it("delays no longer than it may", async () => {
  const { endedAt, happened } = await arrivals({ delay: 1, longestDelayMs: 90_000 }, 5, 7);
  expect(happened.delay).toBe(5);
  expect(endedAt).toBeLessThanOrEqual(4_000 + 90_000);
});
