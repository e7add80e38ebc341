import { expect, it } from "vitest";
import type { Json, JsonObject } from "../language/json.ts";
import type { Finding } from "./finding.ts";
import { lintFlow } from "./lint-flow.ts";

/** An action in short, for tests. */
export interface ActionSketch {
  readonly Type: string;
  readonly Parameters?: JsonObject;
  readonly next?: string;
  /** Where each error leads. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly conditions?: readonly (readonly [operator: string, operand: string, next: string])[];
}

/** The text of a flow: the first action is its start. */
export function aFlow(actions: Readonly<Record<string, ActionSketch>>, more: object = {}): string {
  const [start] = Object.keys(actions);
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: start,
    Metadata: {},
    Actions: Object.entries(actions).map(([Identifier, sketch]) => anAction(Identifier, sketch)),
    ...more,
  });
}

function anAction(Identifier: string, sketch: ActionSketch): JsonObject {
  const { Type, Parameters = {}, next, errors = {}, conditions = [] } = sketch;
  const Errors = Object.entries(errors).map(([ErrorType, NextAction]) => ({
    ErrorType,
    NextAction,
  }));
  const Conditions = conditions.map(([Operator, operand, NextAction]) => ({
    NextAction,
    Condition: { Operator, Operands: [operand] },
  }));
  const Transitions: Record<string, Json> = next === undefined ? {} : { NextAction: next };
  if (Errors.length > 0) Transitions["Errors"] = Errors;
  if (Conditions.length > 0) Transitions["Conditions"] = Conditions;
  return { Identifier, Type, Parameters, Transitions };
}

export const END: ActionSketch = { Type: "DisconnectParticipant" };

export function play(next: string, Text = "Hello"): ActionSketch {
  return { Type: "MessageParticipant", Parameters: { Text }, next };
}

/** A menu: what each key leads to. */
export function menu(keys: Readonly<Record<string, string>>, otherwise: string): ActionSketch {
  return {
    Type: "GetParticipantInput",
    Parameters: { Text: "Press a key", StoreInput: "False", InputTimeLimitSeconds: "5" },
    errors: {
      InputTimeLimitExceeded: otherwise,
      NoMatchingCondition: otherwise,
      NoMatchingError: otherwise,
    },
    conditions: Object.entries(keys).map(([key, next]) => ["Equals", key, next]),
  };
}

/** An entry of digits, stored. */
export function store(next: string, Text: string, digits: string, more: JsonObject = {}) {
  return {
    Type: "GetParticipantInput",
    Parameters: {
      Text,
      StoreInput: "True",
      InputTimeLimitSeconds: "5",
      InputValidation: { CustomValidation: { MaximumLength: digits } },
      ...more,
    },
    next,
    errors: { NoMatchingError: next },
  } satisfies ActionSketch;
}

export function invoke(next: string, parameters: JsonObject = {}, otherwise = next): ActionSketch {
  return {
    Type: "InvokeLambdaFunction",
    Parameters: {
      LambdaFunctionARN: "arn:aws:lambda:us-east-1:111122223333:function:placeholder",
      InvocationTimeLimitSeconds: "8",
      ...parameters,
    },
    next,
    errors: { NoMatchingError: otherwise },
  };
}

export function logging(next: string, FlowLoggingBehavior: "Enabled" | "Disabled"): ActionSketch {
  return { Type: "UpdateFlowLoggingBehavior", Parameters: { FlowLoggingBehavior }, next };
}

export function findingsIn(text: string): readonly Finding[] {
  const linted = lintFlow(text);
  if ("unreadable" in linted) throw linted.unreadable;
  return linted.findings;
}

/** A hit, and a near miss that differs in what the rule is about. */
export interface RuleCase {
  readonly what: string;
  readonly hit: string;
  /** `error`, and the pointer of the finding. */
  readonly finds: readonly [severity: Finding["severity"], pointer: string];
  readonly says: RegExp;
  readonly miss: string;
}

export function itFinds(rule: string, cases: readonly RuleCase[]): void {
  it.each(cases)(`${rule}: $what`, ({ hit, finds, says, miss }) => {
    const of = (text: string) => findingsIn(text).filter((finding) => finding.rule === rule);
    const [severity, pointer] = finds;
    const found = of(hit).find((finding) => finding.pointer === pointer);
    expect(found ?? of(hit)).toMatchObject({ severity });
    expect(`${found?.message}. ${found?.advice}`).toMatch(says);
    expect(of(miss)).toEqual([]);
  });
}
