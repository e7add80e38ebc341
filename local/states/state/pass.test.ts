import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

describe("Pass", () => {
  it("hands its input on", async () => {
    const { status, output } = await runMachine(aMachine({ P: { Type: "Pass", End: true } }), [1]);
    expect({ status, output }).toEqual({ status: "SUCCEEDED", output: [1] });
  });

  it("evaluates expressions anywhere in its Output and leaves the rest alone", async () => {
    const machine = aMachine({
      P: {
        Type: "Pass",
        Output: {
          sum: "{% $states.input.a + 1 %}",
          list: ["{% $states.input.a %}", " {% not this %} ", "$.a"],
          empty: "",
          nothing: null,
        },
        End: true,
      },
    });
    const { output } = await runMachine(machine, { a: 1 });
    expect(output).toEqual({
      sum: 2,
      list: [1, " {% not this %} ", "$.a"],
      empty: "",
      nothing: null,
    });
  });

  it("evaluates Assign and Output against the variables as they were", async () => {
    const machine = aMachine({
      A: { Type: "Pass", Assign: { x: 1, y: 10 }, Next: "B" },
      B: {
        Type: "Pass",
        Assign: { x: "{% $y %}", y: "{% $x %}" },
        Output: "{% [$x, $y] %}",
        Next: "C",
      },
      C: { Type: "Pass", Output: "{% [$states.input, $x, $y] %}", End: true },
    });
    expect((await runMachine(machine, {})).output).toEqual([1, 10, 10, 1]);
  });

  it("writes what AWS writes into the history", async () => {
    const machine = aMachine({
      P: { Type: "Pass", Assign: { v: { a: "{% 1 %}" } }, Output: "{% 'out' %}", End: true },
    });
    const { history } = await runMachine(machine, { in: 1 });
    expect(history.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, "ExecutionStarted"],
      [2, 0, "PassStateEntered"],
      [3, 2, "PassStateExited"],
      [4, 3, "ExecutionSucceeded"],
    ]);
    expect(history[2]).toMatchObject({
      timestamp: Date.UTC(2026, 0, 5, 8) / 1_000,
      stateExitedEventDetails: {
        name: "P",
        output: '"out"',
        outputDetails: { truncated: false },
        assignedVariables: { v: '{"a":1}' },
        assignedVariablesDetails: { truncated: false },
      },
    });
  });

  it("fails when its output is larger than 256 KiB", async () => {
    const machine = aMachine({
      P: { Type: "Pass", Output: "{% $pad('', 300000, 'ä') %}", End: true },
    });
    expect(await runMachine(machine, {})).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
      cause:
        "The state/task 'P' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });
});
