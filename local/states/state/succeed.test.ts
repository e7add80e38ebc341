import { expect, it } from "vitest";
import { aMachine } from "../a-machine.ts";
import { runMachine } from "../run-machine.ts";

it("Succeed ends the execution with its input", async () => {
  const machine = aMachine({ S: { Type: "Succeed" } });
  const { status, output, history } = await runMachine(machine, { a: 1 });
  expect({ status, output }).toEqual({ status: "SUCCEEDED", output: { a: 1 } });
  expect(history.map(({ type }) => type)).toContain("SucceedStateExited");
});

it("Succeed ends the execution with its Output", async () => {
  const machine = aMachine({ S: { Type: "Succeed", Output: { got: "{% $states.input.a %}" } } });
  expect((await runMachine(machine, { a: 1 })).output).toEqual({ got: 1 });
});

it("Succeed in a branch ends only the branch", async () => {
  const branch = { StartAt: "S", States: { S: { Type: "Succeed", Output: "branch" } } };
  const machine = aMachine({
    P: { Type: "Parallel", Branches: [branch], Next: "After" },
    After: { Type: "Pass", Output: "{% [$states.input, 'after'] %}", End: true },
  });
  expect((await runMachine(machine, {})).output).toEqual(["branch", "after"]);
});
