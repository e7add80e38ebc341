import { expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

it("Fail ends the execution with its error and cause, expressions included", async () => {
  const machine = aMachine({
    F: { Type: "Fail", Error: "Own", Cause: "{% 'because of ' & $states.input.why %}" },
  });
  const { history, ...result } = await runMachine(machine, { why: "rain" });
  expect(result).toEqual({ status: "FAILED", error: "Own", cause: "because of rain" });
  expect(history.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "FailStateEntered",
    "ExecutionFailed",
  ]);
});

it("Fail without error and cause gives neither", async () => {
  const { history, ...result } = await runMachine(aMachine({ F: { Type: "Fail" } }), {});
  expect(result).toEqual({ status: "FAILED" });
  expect(history.at(-1)).toMatchObject({ previousEventId: 2, executionFailedEventDetails: {} });
});

it("Fail refuses a cause that comes out as no text", async () => {
  const { error, cause } = await runMachine(
    aMachine({ F: { Type: "Fail", Cause: "{% 1 + 1 %}" } }),
    {},
  );
  expect(error).toBe("States.QueryEvaluationError");
  expect(cause).toContain("Expected 'string', but was 'number' for value: 2");
});
