import { holds } from "../../connect/flow/conditions.ts";
import type { Assertion } from "../../connect/testing-language/test-case.ts";

/** How an assertion came out. */
export interface Asserted {
  readonly holds: boolean;
  /** Empty for what is not set, and for what is no plain value. */
  readonly actual: string;
}

/** @param value what the assertion's JSONPath leads to */
export function asserted({ operator, operand }: Assertion, value: unknown): Asserted {
  const plain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const actual = plain ? String(value) : "";
  if (operator === "Exists") return { holds: value !== undefined && value !== null, actual };
  return { holds: holds({ Operator: operator, Operands: [operand] }, actual), actual };
}
