import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CREATED, failing, inTurn, runMocked, UNFINISHED } from "./test-machine.ts";

/** `maxRetries` x 300 s after the job was created. */
const DEADLINE = 1_800;

/** An answer to a status check: an estimate or none, or a check that failed. */
const answer = fc.oneof(
  fc.constant(UNFINISHED),
  fc
    .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -10, max: 400 }))
    .map((seconds) => ({ ...UNFINISHED, estimatedSecondsRemaining: seconds })),
  fc.constantFrom("soon", null, true, [1]).map((estimate) => ({
    ...UNFINISHED,
    estimatedSecondsRemaining: estimate,
  })),
  fc.constant(failing("OCPAPIError")),
);

type Check = typeof answer extends fc.Arbitrary<infer T> ? T : never;

/** The rules once more, in a few lines: when each poll is, in seconds. */
function times(firstEstimate: number, answers: readonly Check[]): number[] {
  const polls: number[] = [];
  let floor = 15;
  let wait = Math.min(300, Math.max(floor, firstEstimate));
  for (let now = 0; now < DEADLINE; ) {
    now = Math.min(DEADLINE, now + wait);
    const said = answers[Math.min(polls.length, answers.length - 1)];
    polls.push(now);
    if (typeof said === "function") wait = 60;
    else {
      floor *= 2;
      const estimate = (said as { estimatedSecondsRemaining?: unknown }).estimatedSecondsRemaining;
      const usable = typeof estimate === "number" ? Math.ceil(estimate) : 300;
      wait = Math.min(300, Math.max(floor, usable));
    }
  }
  return polls;
}

describe("the polling of a job that is never finished", () => {
  it.each([
    [
      "no estimate: six polls, 300 s apart",
      CREATED,
      UNFINISHED,
      [300, 600, 900, 1_200, 1_500, 1_800],
    ],
    [
      "the shortest estimates: the floor doubles",
      { ...CREATED, estimatedCompletionTime: "2026-01-05T08:00:00.000Z" },
      { ...UNFINISHED, estimatedSecondsRemaining: 0 },
      [15, 45, 105, 225, 465, 765, 1_065, 1_365, 1_665, 1_800],
    ],
    [
      "estimates above the floor are kept, rounded up",
      { ...CREATED, estimatedCompletionTime: "2026-01-05T08:01:39.500Z" },
      { ...UNFINISHED, estimatedSecondsRemaining: 250.2 },
      [100, 351, 602, 853, 1_104, 1_404, 1_704, 1_800],
    ],
    [
      "estimates of no sense are none",
      { ...CREATED, estimatedCompletionTime: "tomorrow" },
      { ...UNFINISHED, estimatedSecondsRemaining: "180" },
      [300, 600, 900, 1_200, 1_500, 1_800],
    ],
  ])("%s", async (_, create, check, polledAt) => {
    const run = await runMocked({ create, check });
    expect(run.polledAt).toEqual(polledAt);
    expect(run.letters).toMatchObject([{ reconciliationStatus: "FAILED_MAX_RETRIES" }]);
  });

  it("every check fails: 60 s between them, and the deadline holds", async () => {
    const create = { ...CREATED, estimatedCompletionTime: "2026-01-05T08:00:01Z" };
    const run = await runMocked({ create, check: failing("OCPAPIError") });
    expect(run.polledAt).toEqual([
      ...Array.from({ length: 30 }, (_, poll) => 15 + 60 * poll),
      DEADLINE,
    ]);
    expect(run.letters).toMatchObject([{ reconciliationStatus: "FAILED_MAX_RETRIES" }]);
  });

  it("whatever is answered: the rules' own times, none past the deadline, 10 polls or 32", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -60, max: 600 }),
        fc.array(answer, { minLength: 1, maxLength: 12 }),
        async (estimate, answers) => {
          const at = new Date(Date.UTC(2026, 0, 5, 8, 0, estimate)).toISOString();
          const create = { ...CREATED, estimatedCompletionTime: at };
          const run = await runMocked({ create, check: inTurn(...answers) });
          expect(run.polledAt).toEqual(times(estimate, answers));
          expect(run.polledAt.at(-1)).toBe(DEADLINE);
          const most = answers.some((one) => typeof one === "function") ? 32 : 10;
          expect(run.polledAt.length).toBeLessThanOrEqual(most);
          expect(run.letters).toHaveLength(1);
          expect(run.error).toBe("ReconciliationFailed");
        },
      ),
      { numRuns: 60 },
    );
  });

  it("an answer after a slow check at the deadline ends it as well", async () => {
    // The check throttles three times (15, 30 and 60 s) and then finds the job unfinished.
    const throttled = failing("OCPAPIThrottlingError");
    const check = inTurn(...Array(5).fill(UNFINISHED), throttled, throttled, throttled, UNFINISHED);
    const run = await runMocked({ check });
    expect(run.polledAt.slice(-4)).toEqual([1_800, 1_815, 1_845, 1_905]);
    expect(run.letters).toMatchObject([{ reconciliationStatus: "FAILED_MAX_RETRIES" }]);
  });
});
