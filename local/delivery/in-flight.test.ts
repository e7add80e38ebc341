import { expect, it } from "vitest";
import { LocalClock } from "../clock/clock.ts";
import { InFlight } from "./in-flight.ts";

it("collects what deliveries throw, and what they start is waited for too", async () => {
  const clock = new LocalClock(0);
  const inFlight = new InFlight(clock);
  const problem = new Error("broken");
  await clock.drive(async () => {
    inFlight.start("first", async () => {
      await clock.sleep(1_000);
      inFlight.start("second", async () => {
        await clock.sleep(1_000);
        throw problem;
      });
    });
    await inFlight.idle();
  });
  expect(inFlight.problems).toEqual([problem]);
  expect(clock.now()).toBe(2_000);
});

it("lets the starter work on while the delivery waits", async () => {
  const clock = new LocalClock(0);
  const inFlight = new InFlight(clock);
  const seen: number[] = [];
  await clock.drive(async () => {
    inFlight.start("slow", () => clock.sleep(60_000));
    for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
    seen.push(clock.now());
  });
  expect(seen).toEqual([0]);
});

it("waits for what is to happen later, unless that is cancelled", async () => {
  const clock = new LocalClock(0);
  const inFlight = new InFlight(clock);
  const fired: number[] = [];
  await clock.drive(async () => {
    inFlight.later(5_000, () => {
      inFlight.start("next", async () => {
        await clock.sleep(1_000);
        fired.push(clock.now());
      });
    });
    inFlight.later(60_000, () => fired.push(clock.now())).cancel();
    await inFlight.idle();
  });
  expect([fired, clock.now()]).toEqual([[6_000], 6_000]);
});
