import type { Condition } from "../language/flow.ts";

/** Whether an action's result meets a condition; one with an operator that is none never does. */
export function holds({ Operator, Operands }: Condition, result: string): boolean {
  const [operand = ""] = Operands;
  switch (Operator) {
    case "Equals":
      return result === operand;
    case "TextStartsWith":
      return result.startsWith(operand);
    case "TextEndsWith":
      return result.endsWith(operand);
    case "TextContains":
      return result.includes(operand);
    case "NumberGreaterThan":
      return number(result) > number(operand);
    case "NumberGreaterOrEqualTo":
      return number(result) >= number(operand);
    case "NumberLessThan":
      return number(result) < number(operand);
    case "NumberLessOrEqualTo":
      return number(result) <= number(operand);
    default:
      return false;
  }
}

/** What is no number compares with nothing. */
function number(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
