import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

const START = Date.UTC(2026, 0, 5, 8);

async function waited(wait: object, input: unknown = {}): Promise<number> {
  const machine = aMachine({ W: { Type: "Wait", ...wait, End: true } });
  const { history, status } = await runMachine(machine, input as never, { startAt: START });
  expect(status).toBe("SUCCEEDED");
  return (history.at(-1)?.timestamp ?? 0) - START / 1_000;
}

describe("Wait", () => {
  it.each([
    ["seconds", { Seconds: 3_600 }, 3_600],
    ["no seconds", { Seconds: 0 }, 0],
    ["an expression", { Seconds: "{% $max([30, $states.input.eta]) %}" }, 45],
    ["more than Node's longest timer", { Seconds: 99_999_999 }, 99_999_999],
    ["an instant", { Timestamp: "2026-01-05T09:00:00+00:00" }, 3_600],
    ["an instant with nanoseconds", { Timestamp: "2026-01-05T08:00:01.500000001Z" }, 1.5],
    ["an instant in the past", { Timestamp: "2016-03-05T21:29:29Z" }, 0],
    ["an instant from an expression", { Timestamp: "{% $states.input.at %}" }, 60],
  ])("waits for %s", async (_, wait, seconds) => {
    expect(await waited(wait, { eta: 45, at: "2026-01-05T08:01:00Z" })).toBe(seconds);
  });

  it("refuses an instant that is none, with AWS's text", async () => {
    const machine = aMachine({
      W: { Type: "Wait", Timestamp: "{% $states.input %}", End: true },
    });
    const { error, cause } = await runMachine(machine, "05-12-2016T21:29:29Z");
    expect(error).toBe("States.QueryEvaluationError");
    expect(cause).toContain(
      "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 05-12-2016T21:29:29Z",
    );
  });

  it("refuses seconds that are negative, fractions or no number", async () => {
    for (const seconds of [-1, 1.5, "60"]) {
      const machine = aMachine({
        W: { Type: "Wait", Seconds: "{% $states.input %}", End: true },
      });
      expect(await runMachine(machine, seconds)).toMatchObject({
        status: "FAILED",
        error: "States.QueryEvaluationError",
      });
    }
  });
});
