import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ClockStalledError, LocalClock } from "../../../local/clock/clock.ts";
import { MORNING } from "../../../test/factories/time.ts";
import { clock as wallClock } from "../../aws/clock.ts";
import { Pulse } from "./pulse.ts";

const MINUTE = 60_000;

let clock: LocalClock;
let pulse: Pulse;
let beats: string[] = [];

beforeEach(() => {
  clock = new LocalClock(MORNING);
  pulse = new Pulse(clock, MINUTE);
  beats = [];
});
afterEach(() => clock.uninstall());

const beat = (name: string) => async () => {
  beats.push(`${name} ${(clock.now() - MORNING) / 1_000}`);
};

it("beats for each that is held, from when it was taken until it is let go", async () => {
  const endA = pulse.start(beat("a"));
  await clock.advance(30_000);
  const endB = pulse.start(beat("b"));
  await clock.advance(100_000);
  endA();
  await clock.advance(60_000);
  endB();
  await clock.advance(10 * MINUTE);
  expect(beats).toEqual(["a 60", "b 90", "a 120", "b 150"]);
});

it("beats on the wall clock, too, until it is ended", async () => {
  const real = new Pulse(wallClock, 5);
  await new Promise<void>((resolve) => {
    const end = real.start(async () => {
      beats.push("real");
      if (beats.length < 3) return;
      end();
      resolve();
    });
  });
  expect(beats).toHaveLength(3);
});

it("beats again after a time with nothing held", async () => {
  pulse.start(beat("a"))();
  await clock.advance(5 * MINUTE);
  const end = pulse.start(beat("b"));
  await clock.advance(MINUTE);
  end();
  expect(beats).toEqual(["b 360"]);
});

it("goes on though a beat takes longer than the interval", async () => {
  const end = pulse.start(() => beat("a")().then(() => clock.sleep(3 * MINUTE)));
  await clock.advance(2 * MINUTE);
  end();
  expect(beats).toEqual(["a 60", "a 120"]);
});

it("lets no time pass while work is at work, and leaves no timer behind", async () => {
  await clock.drive(async () => {
    const end = pulse.start(beat("a"));
    for (let i = 0; i < 50; i += 1) await turn();
    expect(clock.now()).toBe(MORNING);
    await clock.sleep(90_000);
    end();
  });
  expect(beats).toEqual(["a 60"]);
  const never = clock.drive(() => clock.waiting(new Promise(() => {})));
  await expect(never).rejects.toBeInstanceOf(ClockStalledError);
});
