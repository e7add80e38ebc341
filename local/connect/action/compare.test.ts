import { expect, it } from "vitest";
import { Centre, wayOf } from "../a-centre.ts";
import { aFlow, HANG_UP } from "../a-flow.ts";
import type { Flow } from "../language/flow.ts";

function compares(operator: string, operand: string): Flow {
  const flow = aFlow({
    compare: ["Compare", { ComparisonValue: "$.Attributes.value" }, { NoMatchingCondition: "end" }],
    end: HANG_UP,
  });
  const [first, ...rest] = flow.Actions;
  if (!first) return flow;
  const Condition = { Operator: operator, Operands: [operand] };
  const Transitions = { ...first.Transitions, Conditions: [{ NextAction: "end", Condition }] };
  return { ...flow, Actions: [{ ...first, Transitions }, ...rest] };
}

it.each([
  ["Equals", "gold", "gold", true],
  ["Equals", "Gold", "gold", false],
  ["Equals", "", "", true],
  ["TextStartsWith", "golden", "gold", true],
  ["TextStartsWith", "old gold", "gold", false],
  ["TextEndsWith", "old gold", "gold", true],
  ["TextContains", "a golden ring", "gold", true],
  ["TextContains", "silver", "gold", false],
  ["NumberGreaterThan", "10", "9", true],
  ["NumberGreaterThan", "9", "9", false],
  ["NumberGreaterOrEqualTo", "9", "9", true],
  ["NumberLessThan", "-1", "0", true],
  ["NumberLessThan", "", "5", false],
  ["NumberLessThan", "many", "5", false],
  ["NumberLessOrEqualTo", "5.0", "5", true],
  ["NumericLessThan", "1", "5", false],
])("%s: %j against %j is %s", async (operator, value, operand, met) => {
  const result = await new Centre().run(compares(operator, operand), {}, { attributes: { value } });
  expect(wayOf(result)[0]).toBe(
    met ? `compare: ${operator} ${operand}` : "compare: NoMatchingCondition",
  );
});

it("compares what is not set as an empty text", async () => {
  expect(wayOf(await new Centre().run(compares("Equals", "")))[0]).toBe("compare: Equals ");
});

it("takes the first condition that is met", async () => {
  const flow = aFlow({
    compare: [
      "Compare",
      { ComparisonValue: "$.Attributes.value" },
      { ">1": "first", "=5": "end", NoMatchingCondition: "end" },
    ],
    first: HANG_UP,
    end: HANG_UP,
  });
  const result = await new Centre().run(flow, {}, { attributes: { value: "5" } });
  expect(wayOf(result)).toEqual(["compare: NumberGreaterThan 1", "first: Exit"]);
});
