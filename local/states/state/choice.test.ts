import { describe, expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

const machine = aMachine({
  C: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $states.input.n > 10 %}",
        Assign: { size: "large" },
        Output: { was: "{% $states.input.n %}" },
        Next: "End",
      },
      { Condition: "{% $states.input.n > 5 %}", Next: "End" },
    ],
    Default: "End",
    Assign: { size: "small" },
    Output: "default",
  },
  End: { Type: "Pass", Output: "{% [$states.input, $size] %}", End: true },
});

describe("Choice", () => {
  it("takes the first rule that holds, with that rule's Assign and Output", async () => {
    expect((await runMachine(machine, { n: 11 })).output).toEqual([{ was: 11 }, "large"]);
  });

  it("takes the Default, with the state's own Assign and Output", async () => {
    expect((await runMachine(machine, { n: 1 })).output).toEqual(["default", "small"]);
  });

  it("leaves the state's own Assign and Output out when a rule holds", async () => {
    const { cause } = await runMachine(machine, { n: 7 });
    expect(cause).toBeUndefined();
    expect((await runMachine(machine, { n: 7 })).output).toEqual([{ n: 7 }]);
  });

  it("fails when a condition is undefined, because an operand is missing", async () => {
    const { error, cause } = await runMachine(machine, {});
    expect(error).toBe("States.QueryEvaluationError");
    expect(cause).toBe(
      "An error occurred while executing the state 'C' (entered at the event id #2). The JSONata expression '$states.input.n > 10' specified for the field 'Condition' returned nothing (undefined).",
    );
  });

  it("fails when a condition is no boolean", async () => {
    const odd = aMachine({
      C: { Type: "Choice", Choices: [{ Condition: "{% 'yes' %}", Next: "End" }] },
      End: { Type: "Succeed" },
    });
    expect((await runMachine(odd, {})).cause).toContain(
      "Expected 'boolean', but was 'string' for value: \"yes\"",
    );
  });

  it("fails when nothing matches and there is no Default", async () => {
    const strict = aMachine({
      C: { Type: "Choice", Choices: [{ Condition: false, Next: "End" }] },
      End: { Type: "Succeed" },
    });
    expect(await runMachine(strict, {})).toMatchObject({
      status: "FAILED",
      error: "States.NoChoiceMatched",
    });
  });
});
