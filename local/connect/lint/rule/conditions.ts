import { type ConditionTypes, OPERATORS } from "../../language/action-type.ts";
import { formOf } from "../../language/action-types.ts";
import type { Condition, FlowAction } from "../../language/flow.ts";
import { isObject } from "../../language/json.ts";
import { nearest } from "../../language/nearest.ts";
import type { Path, Problem } from "../../language/problem.ts";
import { referencesIn } from "../../language/references.ts";
import { hasPlaceholder, numberIn } from "../../language/value.ts";
import type { FlowUnderLint } from "../flow-under-lint.ts";
import type { Rule } from "../rule.ts";

/** Conditions that an action does not take, that can never hold, or that it cannot do without. */
export const conditions: Rule = {
  id: "conditions",
  *check(flow) {
    for (const [index, action] of flow.Actions.entries()) {
      const form = formOf(action);
      if (form === undefined || form.next === "none") continue;
      const path = ["Actions", index, "Transitions", "Conditions"];
      if (form.conditions === undefined) yield* taken(action, path, flow);
      else yield* against(form.conditions, action, path, flow);
    }
  },
};

/** The action takes none. */
function* taken(action: FlowAction, path: Path, { document }: FlowUnderLint): Generator<Problem> {
  const advice = "Take Conditions out; compare with a Compare action after this one.";
  if (action.Transitions.Conditions.length > 0) {
    const message = `${action.Type}, as it stands here, takes no conditions`;
    yield { severity: "error", path, message, advice };
  } else if (action.Type === "GetParticipantInput" && hasMember(document, path)) {
    const message = "Connect may refuse an empty list of conditions where input is stored";
    yield { severity: "warning", path, message, advice };
  }
}

function* against(
  types: ConditionTypes,
  { Type, Transitions }: FlowAction,
  path: Path,
  { looseEnd }: FlowUnderLint,
): Generator<Problem> {
  const seen = new Set<string>();
  for (const [at, { Condition: condition }] of Transitions.Conditions.entries()) {
    const inside = [...path, at, "Condition"];
    const { Operator, Operands } = condition;
    if (Operator === "") continue;
    yield* operatorProblem(Operator, types, Type, [...inside, "Operator"]);
    yield* operandProblem(condition, types, Type, [...inside, "Operands"]);
    const key = JSON.stringify([Operator, Operands]);
    if (seen.has(key)) {
      const message = "the same condition stands above: this branch is never taken";
      yield { severity: "warning", path: inside, message, advice: "Take one of the two out." };
    } else if (
      Transitions.Conditions.slice(0, at).some((one) => covers(one.Condition, condition))
    ) {
      const message = "a condition above holds whenever this one does: this branch is never taken";
      yield { severity: "warning", path: inside, message, advice: "Put the narrower one first." };
    }
    seen.add(key);
  }
  const operands = Transitions.Conditions.flatMap(({ Condition }) => Condition.Operands);
  const lacking = (types.required ?? []).filter((operand) => !operands.includes(operand));
  if (lacking.length === 0) return;
  yield {
    severity: looseEnd,
    path,
    message: `${Type} has no branch for ${lacking.join(", ")}`,
    advice: `Add a condition Equals ${lacking.join(", and one Equals ")}.`,
  };
}

/** Whether the first holds wherever the second does: less than 51 before less than 11. */
function covers(first: Condition, { Operator, Operands }: Condition): boolean {
  const [wide, narrow] = [numberIn(first.Operands[0]), numberIn(Operands[0])];
  if (first.Operator !== Operator || wide === undefined || narrow === undefined) return false;
  if (Operator.startsWith("NumberLess")) return wide > narrow;
  return Operator.startsWith("NumberGreater") && wide < narrow;
}

function* operatorProblem(
  operator: string,
  { operators }: ConditionTypes,
  type: string,
  path: Path,
): Generator<Problem> {
  if (operators.some((known) => known === operator)) return;
  const real = OPERATORS.some((known) => known === operator);
  const meant = nearest(operator.replace("Numeric", "Number"), operators);
  yield {
    severity: "error",
    path,
    message: real
      ? `${type} does not compare with ${operator}`
      : `there is no operator ${operator}`,
    advice: meant ? `Use ${meant}.` : `Use ${operators.join(", ")}.`,
  };
}

function* operandProblem(
  { Operator, Operands }: Condition,
  { operands, numeric }: ConditionTypes,
  type: string,
  path: Path,
): Generator<Problem> {
  const [operand] = Operands;
  if (Operands.length !== 1 || operand === undefined) {
    const advice =
      "The action's own result is the left side; write the one text it is held against.";
    const message = `a condition has one operand, this one has ${Operands.length}`;
    yield { severity: "error", path, message, advice };
    return;
  }
  if (hasPlaceholder(operand) || referencesIn(operand).length > 0) return;
  const number = numberIn(operand);
  if ((numeric || Operator.startsWith("Number")) && number === undefined) {
    const message = `${numeric ? type : Operator} compares numbers, and this operand is none`;
    yield { severity: "error", path, message, advice: 'Write a number as a text: "5".' };
  } else if (typeof numeric === "object" && !isWithin(number, numeric)) {
    const message = `expected a whole number, ${numeric.from} to ${numeric.to}`;
    yield { severity: "error", path, message, advice: "Write what is expected." };
  }
  if (operands && !operands.includes(operand)) {
    const meant = nearest(operand, operands);
    yield {
      severity: "error",
      path,
      message: `the result of ${type} is never this operand`,
      advice:
        meant && operand.length > 1
          ? `Did you mean "${meant}"?`
          : `It is one of ${operands.join(" ")}.`,
    };
  }
}

function isWithin(
  number: number | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return Number.isInteger(number) && Number(number) >= from && Number(number) <= to;
}

function hasMember(document: FlowUnderLint["document"], path: Path): boolean {
  let value: unknown = document;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, String(step))) value = value[String(step)];
    else return false;
  }
  return value !== undefined;
}
