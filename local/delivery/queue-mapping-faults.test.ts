import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { aQueueMapping, type QueueReadingTest, VISIBLE_AFTER } from "./a-queue-mapping.ts";

const open: QueueReadingTest[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function reading(...args: Parameters<typeof aQueueMapping>): QueueReadingTest {
  const test = aQueueMapping(...args);
  open.push(test);
  return test;
}

describe("what SQS does not promise", () => {
  it("a message that comes twice is handed over twice, and deleted once", async () => {
    const test = reading({ batchSize: 1 });
    test.delivery.faults.queues.set({ duplicate: 1 });
    await test.run(() => void test.send("a"));
    expect(test.said.map(({ said }) => said)).toEqual([["a#1"], ["a#1"]]);
    expect(test.left("work")).toEqual([]);
  });

  it("a message that is held back comes late, and those behind it before", async () => {
    const test = reading({ batchSize: 1 });
    await test.run(() => {
      test.delivery.faults.queues.set({ delay: 1, longestDelayMs: 5_000 });
      test.send("a");
      test.delivery.faults.queues.set({});
      test.send("b");
    });
    expect(test.said.map(({ said }) => said)).toEqual([["b#1"], ["a#1"]]);
  });

  it("a receive whose answer is lost hides the message until its timeout ends", async () => {
    const test = reading();
    await test.run(() => {
      test.delivery.faults.queues.set({ drop: 1 });
      test.send("a");
      test.delivery.faults.queues.set({});
    });
    expect(test.said).toEqual([{ at: VISIBLE_AFTER, said: ["a#2"] }]);
  });
});

it("loses nothing: a message is done, or in the dead-letter queue, whatever fails", async () => {
  const mapping = fc.record({
    batchSize: fc.integer({ min: 1, max: 7 }),
    maximumBatchingWindowSeconds: fc.constantFrom(0, 3),
    maximumConcurrency: fc.integer({ min: 2, max: 4 }),
    reportBatchItemFailures: fc.boolean(),
  });
  const sends = fc.array(
    fc.record({ fails: fc.constantFrom("", "", "", "!1", "!2", "!!"), after: fc.nat(4_000) }),
    { minLength: 1, maxLength: 14 },
  );
  const rate = fc.constantFrom(0, 0, 0.3);
  const faults = fc.record({ duplicate: rate, delay: rate, reorder: rate, drop: rate });
  await fc.assert(
    fc.asyncProperty(
      mapping,
      sends,
      faults,
      fc.nat(9),
      async (properties, messages, rates, max) => {
        const maxReceiveCount = 1 + (max % 4);
        const test = reading(properties, undefined, maxReceiveCount);
        test.delivery.faults.queues.set(rates);
        await test.run(async () => {
          for (const [index, { fails, after }] of messages.entries()) {
            test.send(`${index}${fails}`);
            await test.clock.sleep(after);
          }
        });
        const dead = test.left("dead");
        for (const [index, { fails }] of messages.entries()) {
          const body = `${index}${fails}`;
          const receives = test.said
            .flatMap(({ said }) => said as string[])
            .filter((one) => one.startsWith(`${body}#`))
            .map((one) => Number(one.split("#")[1]));
          const isDead = dead.includes(body);
          const alone = properties.batchSize === 1 || properties.reportBatchItemFailures;
          // Nothing is left over: it is dead, or the function was given it and did it.
          if (!isDead) expect([body, receives.length > 0]).toEqual([body, true]);
          if (fails === "!!") expect([body, isDead]).toEqual([body, true]);
          expect(Math.max(0, ...receives)).toBeLessThanOrEqual(maxReceiveCount);
          const untouched = Object.values(rates).every((share) => share === 0);
          if (!untouched) continue;
          // Without faults on the way each receive is one delivery, counted from one.
          expect(receives).toEqual(receives.map((_, at) => at + 1));
          if (isDead) expect(receives).toHaveLength(maxReceiveCount);
          if (alone && fails !== "!!") {
            const needed = 1 + Number(fails.slice(1) || 0);
            expect([body, isDead]).toEqual([body, needed > maxReceiveCount]);
          }
        }
        expect(test.left("work")).toEqual([]);
        expect(test.delivery.problems).toEqual([]);
        test.close();
        open.pop();
      },
    ),
    { numRuns: 25 },
  );
});
