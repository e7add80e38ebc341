import type { FlowAction } from "../language/flow.ts";
import { holds } from "./conditions.ts";
import type { Outcome } from "./outcome.ts";

/** The branch an action is left by; no `next` where it leads nowhere: the flow ends there. */
export interface Transition {
  /** `NextAction`, an error type, or operator and operand of a condition. */
  readonly branch: string;
  readonly next: string | undefined;
}

/**
 * Chooses the branch. Conditions count in order; a result that meets none is NoMatchingCondition; an
 * error without a branch of its own is NoMatchingError. Where neither has a branch, `NextAction` is
 * taken (developer guide, flow language).
 * @param fill fills in references within an operand
 */
export function transitionOf(
  { Transitions: { NextAction, Conditions, Errors } }: FlowAction,
  outcome: Extract<Outcome, { kind: "next" | "result" | "error" }>,
  fill: (operand: string) => string,
): Transition {
  if (outcome.kind === "result") {
    const met = Conditions.find(({ Condition: { Operator, Operands } }) =>
      holds({ Operator, Operands: Operands.map(fill) }, outcome.value),
    );
    if (met) {
      const { Operator, Operands } = met.Condition;
      return { branch: `${Operator} ${Operands.join(" ")}`, next: met.NextAction };
    }
  }
  const wanted =
    outcome.kind === "error"
      ? [outcome.errorType, "NoMatchingError"]
      : outcome.kind === "result"
        ? ["NoMatchingCondition"]
        : [];
  for (const type of wanted) {
    const error = Errors.find(({ ErrorType }) => ErrorType === type);
    if (error) return { branch: type, next: error.NextAction };
  }
  return { branch: "NextAction", next: NextAction || undefined };
}
