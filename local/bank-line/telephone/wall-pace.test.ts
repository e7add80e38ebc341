import { expect, it } from "vitest";
import { LocalClock } from "../../clock/clock.ts";
import { WallPace } from "./wall-pace.ts";

it("moves the clock on as the wall clock goes, jumps, and stops", async () => {
  const clock = new LocalClock(0);
  let wall = 0;
  let ticks = 0;
  const pace = new WallPace(clock, {
    now: () => wall,
    async sleep(milliseconds) {
      // A busy machine wakes late, and between milliseconds.
      wall += milliseconds + 0.4;
      ticks += 1;
      if (ticks === 100) pace.stop();
    },
  });
  const fired: number[] = [];
  clock.at(1_000, () => fired.push(clock.now()));
  clock.at(100_000, () => fired.push(clock.now()));
  await pace.run();
  expect(fired).toEqual([1_000]);
  expect(wall - clock.now()).toBeLessThan(50);
  await pace.skip(97_000);
  expect(fired).toEqual([1_000, 100_000]);
});

it("fails with what falls due and fails", async () => {
  const clock = new LocalClock(0);
  clock.at(10, () => {
    throw new TypeError("broken");
  });
  let wall = 0;
  const sleep = async (milliseconds: number) => {
    wall += milliseconds;
  };
  await expect(new WallPace(clock, { now: () => wall, sleep }).run()).rejects.toThrow("broken");
});
