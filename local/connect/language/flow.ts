import type { JsonObject } from "./json.ts";

/** The only version of the Flow language there is. */
export const FLOW_VERSION = "2019-10-30";

/**
 * A contact flow in the Amazon Connect Flow language, names letter by letter as in the file. What a
 * file may leave out (Metadata, Parameters, Transitions, Errors, Conditions) is here, empty.
 * https://docs.aws.amazon.com/connect/latest/devguide/flow-language.html
 */
export interface Flow {
  readonly Version: typeof FLOW_VERSION;
  /** Identifier of the first action; empty only in a draft. */
  readonly StartAction: string;
  /** The designer's own: positions, names, the flow's type. Free-form. */
  readonly Metadata: JsonObject;
  readonly Actions: readonly FlowAction[];
}

export interface FlowAction {
  /** Unique in its flow; the designer shows it where it is a friendly name. */
  readonly Identifier: string;
  /** One of `ACTION_TYPES`, unless the flow is wrong. */
  readonly Type: string;
  /** Numbers and booleans are texts in exports: `"5"`, `"True"`. */
  readonly Parameters: JsonObject;
  readonly Transitions: Transitions;
}

export interface Transitions {
  /** Taken when neither an error nor a condition is. */
  readonly NextAction?: string;
  readonly Errors: readonly ErrorBranch[];
  /** In order: the first true one is taken. */
  readonly Conditions: readonly ConditionBranch[];
}

export interface ErrorBranch {
  /** `NoMatchingError` stands for any error that has no branch of its own. */
  readonly ErrorType: string;
  readonly NextAction: string;
}

export interface ConditionBranch {
  readonly NextAction: string;
  readonly Condition: Condition;
}

/** Holds the action's result against its operand: one text. */
export interface Condition {
  readonly Operator: string;
  readonly Operands: readonly string[];
}
