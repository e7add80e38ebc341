import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMachine } from "./a-machine.ts";
import { TaskFailure } from "./integrations.ts";
import { type Finished, runMachine } from "./run-machine.ts";

const FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:f";

/** Runs a task whose first tries fail with these errors, and notes when each try began. */
async function run(
  retry: readonly object[],
  errors: readonly string[],
  seed = 1,
): Promise<Finished & { readonly triedAt: number[] }> {
  const triedAt: number[] = [];
  const machine = aMachine({
    T: { Type: "Task", Resource: FUNCTION, Arguments: 1, Retry: retry, End: true },
  });
  const finished = await runMachine(
    machine,
    {},
    {
      seed,
      startAt: 0,
      integrations: (clock) => ({
        async invokeLambda() {
          const error = errors[triedAt.length];
          triedAt.push(clock.now() / 1_000);
          if (error !== undefined) throw new TaskFailure(error, undefined);
          return "done";
        },
        call: () => Promise.reject(new TaskFailure("No", undefined)),
      }),
    },
  );
  return { ...finished, triedAt };
}

const interval = fc.integer({ min: 1, max: 100 });
const rate = fc.integer({ min: 10, max: 40 }).map((tenths) => tenths / 10);
const attempts = fc.integer({ min: 0, max: 6 });

describe("Retry", () => {
  it("tries again after 1, 2 and 4 seconds where nothing else is said", async () => {
    const { triedAt, status } = await run([{ ErrorEquals: ["E"] }], ["E", "E", "E"]);
    expect(triedAt).toEqual([0, 1, 3, 7]);
    expect(status).toBe("SUCCEEDED");
  });

  it("waits interval x rate^n, at most the maximum, as often as allowed", () =>
    fc.assert(
      fc.asyncProperty(
        interval,
        rate,
        attempts,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 8 }),
        async (IntervalSeconds, BackoffRate, MaxAttempts, more, failures) => {
          const MaxDelaySeconds = IntervalSeconds + more;
          const { triedAt, status } = await run(
            [{ ErrorEquals: ["E"], IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds }],
            Array.from({ length: failures }, () => "E"),
          );
          const retried = Math.min(failures, MaxAttempts);
          expect(triedAt).toHaveLength(retried + 1);
          expect(status).toBe(failures > MaxAttempts ? "FAILED" : "SUCCEEDED");
          for (let n = 0; n < retried; n += 1) {
            const waited = (triedAt[n + 1] ?? 0) - (triedAt[n] ?? 0);
            expect(waited).toBeCloseTo(
              Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds),
              6,
            );
          }
        },
      ),
      { numRuns: 60 },
    ));

  it("with full jitter waits no longer than without, and the same with the same seed", () =>
    fc.assert(
      fc.asyncProperty(interval, fc.integer({ min: 1, max: 1_000_000 }), async (seconds, seed) => {
        const retry = [{ ErrorEquals: ["E"], IntervalSeconds: seconds, JitterStrategy: "FULL" }];
        const first = await run(retry, ["E", "E", "E"], seed);
        const [a = 0, b = 0, c = 0, d = 0] = first.triedAt;
        for (const [n, waited] of [b - a, c - b, d - c].entries()) {
          expect(waited).toBeGreaterThanOrEqual(0);
          expect(waited).toBeLessThanOrEqual(seconds * 2 ** n);
        }
        expect((await run(retry, ["E", "E", "E"], seed)).triedAt).toEqual(first.triedAt);
      }),
      { numRuns: 30 },
    ));

  it("counts every retrier by itself; the first that names the error decides", () =>
    fc.assert(
      fc.asyncProperty(
        attempts,
        attempts,
        fc.array(fc.constantFrom("A", "B"), { maxLength: 12 }),
        async (allowedA, allowedB, errors) => {
          const { triedAt, error } = await run(
            [
              { ErrorEquals: ["A"], MaxAttempts: allowedA },
              { ErrorEquals: ["States.ALL"], MaxAttempts: allowedB },
            ],
            errors,
          );
          const used = { A: 0, B: 0 };
          const allowed = { A: allowedA, B: allowedB };
          const over = errors.findIndex((name) => {
            used[name] += 1;
            return used[name] > allowed[name];
          });
          expect(error).toBe(over === -1 ? undefined : errors[over]);
          expect(triedAt).toHaveLength((over === -1 ? errors.length : over) + 1);
        },
      ),
      { numRuns: 60 },
    ));
});
