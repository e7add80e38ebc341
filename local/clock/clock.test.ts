import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { clock as hooked } from "../../src/aws/clock.ts";
import { ClockStalledError, LocalClock } from "./clock.ts";

const START = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;

describe("the driven clock", () => {
  let clock = new LocalClock(START);
  afterEach(() => {
    clock.uninstall();
    clock = new LocalClock(START);
  });

  it("lets an hour pass without waiting for it", async () => {
    await clock.drive(() => clock.sleep(HOUR));
    expect(clock.now()).toBe(START + HOUR);
  });

  it("stands still while an activity is in flight", async () => {
    const seen: number[] = [];
    clock.at(START + 5, () => seen.push(clock.now()));
    const busy = clock.run("busy", async () => {
      for (let i = 0; i < 20; i += 1) await turn();
      seen.push(clock.now());
    });
    await clock.advance(10);
    await busy;
    expect(seen).toEqual([START, START + 5]);
    expect(clock.now()).toBe(START + 10);
  });

  it("suspends an activity that sleeps, and one that waits for another", async () => {
    const order: string[] = [];
    await clock.drive(async () => {
      await clock.run("child", async () => {
        await clock.sleep(1_000);
        order.push(`child ${clock.now() - START}`);
      });
      order.push(`parent ${clock.now() - START}`);
    });
    expect(order).toEqual(["child 1000", "parent 1000"]);
  });

  it("suspends an activity that waits for a promise another one resolves", async () => {
    let answer: (text: string) => void = () => {};
    const answered = new Promise<string>((resolve) => {
      answer = resolve;
    });
    clock.at(START + 7, () => answer("token"));
    expect(await clock.drive(() => clock.waiting(answered))).toBe("token");
    expect(clock.now()).toBe(START + 7);
  });

  it("fires timers of one instant in the order they were set, cancelled ones never", async () => {
    const fired: number[] = [];
    for (let i = 0; i < 50; i += 1) {
      const timer = clock.at(START + (i % 5), () => fired.push(i));
      if (i % 7 === 0) timer.cancel();
    }
    await clock.advance(10);
    const expected = Array.from({ length: 50 }, (_, i) => i)
      .filter((i) => i % 7 !== 0)
      .sort((a, b) => (a % 5) - (b % 5) || a - b);
    expect(fired).toEqual(expected);
  });

  it("forgets cancelled timers, and keeps the order of the others", async () => {
    const fired: number[] = [];
    for (let i = 0; i < 5_000; i += 1) {
      const timer = clock.at(START + ((i * 7919) % 5_000), () => fired.push((i * 7919) % 5_000));
      if (i % 10 !== 0) timer.cancel();
      if (i % 20 === 0) timer.cancel();
    }
    await clock.advance(5_000);
    expect(fired).toHaveLength(250);
    expect(fired).toEqual([...fired].sort((a, b) => a - b));
  });

  it("does not pass its horizon", async () => {
    let fired = false;
    clock.at(START + 11, () => {
      fired = true;
    });
    await clock.advance(10);
    expect([fired, clock.now()]).toEqual([false, START + 10]);
  });

  it("says so when nothing can ever end the wait", async () => {
    const never = clock.drive(() => clock.waiting(new Promise(() => {})));
    await expect(never).rejects.toBeInstanceOf(ClockStalledError);
  });

  it("passes on what the driven work throws", async () => {
    const failing = clock.drive(async () => {
      await clock.sleep(1);
      throw new TypeError("broken");
    });
    await expect(failing).rejects.toThrow("broken");
  });

  it("is the time of src/aws/clock.ts while installed, and no longer", async () => {
    clock.install();
    expect(hooked.now()).toBe(START);
    await clock.drive(() => hooked.sleep(250));
    expect(hooked.now()).toBe(START + 250);
    clock.uninstall();
    expect(hooked.now()).toBeGreaterThan(START + 250);
  });
});

describe("the paced clock", () => {
  it("runs on the wall clock and never goes back", async () => {
    const ahead = Date.now() + 60_000;
    const clock = new LocalClock(ahead);
    clock.pace();
    expect(clock.now()).toBeGreaterThanOrEqual(ahead);
    await clock.sleep(1);
    expect(clock.now()).toBeGreaterThanOrEqual(ahead + 1);
    clock.uninstall();
  });

  it("fires what was set while it was driven", async () => {
    const clock = new LocalClock(Date.now() - 1_000);
    const fired = new Promise<void>((resolve) => clock.at(clock.now() + 5, resolve));
    clock.pace();
    await fired;
    clock.uninstall();
  });
});
