import {
  type ConditionBranch,
  type ErrorBranch,
  FLOW_VERSION,
  type Flow,
  type FlowAction,
  type Transitions,
} from "./flow.ts";
import { isObject, type Json, type JsonObject, kindOf } from "./json.ts";
import type { Path, Problem } from "./problem.ts";

export interface Salvaged {
  readonly flow: Flow;
  /** What has not the form that the Flow language gives it; none of them can be run. */
  readonly problems: readonly Problem[];
}

/**
 * Takes out of a document what has the form of a flow, and names what has not. A text that is
 * missing becomes an empty one, so that indices stay those of the file.
 */
export function salvage(document: JsonObject): Salvaged {
  const reader = new Salvage();
  const StartAction = reader.text(document, "StartAction", []);
  const Metadata = reader.object(document["Metadata"], ["Metadata"]);
  if (document["Actions"] === undefined) reader.add(["Actions"], "the flow has no Actions");
  const Actions = reader
    .list(document["Actions"], ["Actions"])
    .map((action, index) => reader.action(action, ["Actions", index]));
  const flow = { Version: FLOW_VERSION, StartAction, Metadata, Actions } as const;
  return { flow, problems: reader.problems };
}

class Salvage {
  readonly problems: Problem[] = [];

  add(path: Path, message: string): void {
    const advice = "Give it the form that the Flow language has for it.";
    this.problems.push({ severity: "error", path, message, advice });
  }

  action(value: JsonObject, path: Path): FlowAction {
    return {
      Identifier: this.text(value, "Identifier", path),
      Type: this.text(value, "Type", path),
      Parameters: this.object(value["Parameters"], [...path, "Parameters"]),
      Transitions: this.#transitions(value["Transitions"], [...path, "Transitions"]),
    };
  }

  list(value: Json | undefined, path: Path): JsonObject[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.add(path, `expected a list, but it is ${kindOf(value)}`);
      return [];
    }
    return value.map((item: Json, index) => this.object(item, [...path, index]));
  }

  object(value: Json | undefined, path: Path): JsonObject {
    if (value === undefined || isObject(value)) return value ?? {};
    this.add(path, `expected an object, but it is ${kindOf(value)}`);
    return {};
  }

  text(object: JsonObject, name: string, path: Path): string {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (typeof value === "string") return value;
    this.add([...path, name], `expected a text, but it is ${kindOf(value)}`);
    return "";
  }

  #transitions(value: Json | undefined, path: Path): Transitions {
    // Some exports write the empty object as an empty list.
    const isEmptyList = Array.isArray(value) && value.length === 0;
    const given = this.object(isEmptyList ? {} : value, path);
    const next = given["NextAction"];
    return {
      ...(next === undefined ? {} : { NextAction: this.text(given, "NextAction", path) }),
      Errors: this.list(given["Errors"], [...path, "Errors"]).map((branch, index) =>
        this.#errorBranch(branch, [...path, "Errors", index]),
      ),
      Conditions: this.list(given["Conditions"], [...path, "Conditions"]).map((branch, index) =>
        this.#conditionBranch(branch, [...path, "Conditions", index]),
      ),
    };
  }

  #errorBranch(branch: JsonObject, path: Path): ErrorBranch {
    return {
      ErrorType: this.text(branch, "ErrorType", path),
      NextAction: this.text(branch, "NextAction", path),
    };
  }

  #conditionBranch(branch: JsonObject, path: Path): ConditionBranch {
    const inside = [...path, "Condition"];
    const condition = this.object(branch["Condition"], inside);
    return {
      NextAction: this.text(branch, "NextAction", path),
      Condition: {
        Operator: this.text(condition, "Operator", inside),
        Operands: this.#operands(condition["Operands"], [...inside, "Operands"]),
      },
    };
  }

  /** The service takes a number for a numeric operand too. */
  #operands(value: Json | undefined, path: Path): string[] {
    if (!Array.isArray(value)) {
      this.add(path, `expected a list with one text, but it is ${kindOf(value)}`);
      return [];
    }
    return value.map((operand: Json, index) => {
      if (typeof operand === "string" || typeof operand === "number") return String(operand);
      const nested = isObject(operand) ? ", and nested conditions are not modelled here" : "";
      this.add([...path, index], `expected a text, but it is ${kindOf(operand)}${nested}`);
      return "";
    });
  }
}
