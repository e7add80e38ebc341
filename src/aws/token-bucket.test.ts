import fc from "fast-check";
import { expect, test } from "vitest";
import { LocalClock } from "../../local/clock/clock.ts";
import { StillClock } from "../../test/still-clock.ts";
import { TokenBucket } from "./token-bucket.ts";

const ACCOUNT = { perSecond: 2, burst: 5 };

test("it begins empty, and then lets the rate through", async () => {
  const clock = new StillClock(0);
  const bucket = new TokenBucket(clock, ACCOUNT);
  const times: number[] = [];
  for (let call = 0; call < 4; call += 1) {
    await bucket.take();
    times.push(clock.time);
  }
  expect(times).toEqual([500, 1_000, 1_500, 2_000]);
});

test("after a rest it lets a burst through at once, and no more", async () => {
  const clock = new StillClock(0);
  const bucket = new TokenBucket(clock, ACCOUNT);
  clock.time = 60_000;
  for (let call = 0; call < 5; call += 1) await bucket.take();
  expect(clock.time).toBe(60_000);
  await bucket.take();
  expect(clock.time).toBe(60_500);
  expect(bucket.taken).toBe(6);
});

test("after a pause it begins empty again", async () => {
  const clock = new StillClock(0);
  const bucket = new TokenBucket(clock, ACCOUNT);
  clock.time = 60_000;
  await bucket.pause(1_000);
  await bucket.take();
  expect(clock.time).toBe(61_500);
});

test("a clock that is set back gives nothing and takes nothing", async () => {
  const clock = new StillClock(10_000_000);
  const bucket = new TokenBucket(clock, ACCOUNT);
  await bucket.take();
  clock.time -= 3_600_000;
  const begin = clock.time;
  await bucket.take();
  await bucket.take();
  // The first call's wait may be waited for again.
  expect(clock.time - begin).toBeLessThanOrEqual(1_500);
});

test("nor does one that is set back while somebody waits", async () => {
  const clock = new StillClock(10_000_000);
  const slept: number[] = [];
  clock.sleep = async (milliseconds) => void slept.push(milliseconds);
  const bucket = new TokenBucket(clock, ACCOUNT);
  void bucket.take();
  clock.time -= 3_600_000;
  void bucket.take();
  await bucket.pause(0);
  void bucket.take();
  expect(slept).toEqual([500, 1_000, 0, 1_500]);
});

test("it tells how many calls fit until a time", () => {
  const bucket = new TokenBucket(new StillClock(1_000), ACCOUNT);
  expect(bucket.fitsUntil(2_400)).toBe(2);
  expect(bucket.fitsUntil(0)).toBe(0);
});

test("in no span of time do more calls begin than the limit allows, also from one bucket to the next", async () => {
  const rest = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.nat(9_000));
  const callers = fc.array(fc.array(rest, { minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 4,
  });
  const rate = fc.record({
    perSecond: fc.integer({ min: 1, max: 9 }),
    burst: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(
      rate,
      fc.array(callers, { minLength: 1, maxLength: 3 }),
      async (limit, runs) => {
        const clock = new LocalClock(0);
        const begun: number[] = [];
        await clock.drive(async () => {
          for (const run of runs) {
            const bucket = new TokenBucket(clock, limit);
            const call = async (rests: readonly number[]) => {
              for (const milliseconds of rests) {
                await clock.sleep(milliseconds);
                await bucket.take();
                begun.push(clock.now());
              }
            };
            await Promise.all(
              run.map((rests) => clock.waiting(clock.start("caller", () => call(rests)))),
            );
          }
        });
        for (const [from, start] of begun.entries()) {
          for (const [index, end] of begun.entries()) {
            if (index < from) continue;
            const allowed = limit.burst + ((end - start) / 1_000) * limit.perSecond;
            expect(index - from + 1).toBeLessThanOrEqual(allowed + 1e-6);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
