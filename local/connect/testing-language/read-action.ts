import type { Cursor } from "./cursor.ts";
import { readInstruction } from "./read-instruction.ts";
import { readOverride } from "./read-override.ts";
import { type Assertion, type Command, OPERATORS, type TestAction } from "./test-case.ts";

const ACTION_TYPES = [
  "SendInstruction",
  "Assert",
  "OverrideSystemBehavior",
  "TestControl",
] as const;

/**
 * @param chat whether the contact is a chat, which takes no keys
 *
 * https://docs.aws.amazon.com/connect/latest/devguide/testing-language-actions.html
 */
export function readAction(action: Cursor, chat: boolean): TestAction | undefined {
  const id = action.get("Identifier").text();
  const type = action.get("Type").oneOf(ACTION_TYPES);
  if (id === undefined || type === undefined) return undefined;
  action.knows("Identifier", "Type", "Parameters", "Transitions");
  const place = { id, pointer: action.pointer };
  const parameters = action.get("Parameters");
  if (parameters.get("ActionType").given) parameters.get("ActionType").upholds(type);
  switch (type) {
    case "SendInstruction": {
      const instruction = readInstruction(parameters, chat);
      return instruction && { ...place, type, instruction };
    }
    case "Assert": {
      const assertion = readAssertion(parameters);
      return assertion && { ...place, type, assertion };
    }
    case "OverrideSystemBehavior": {
      const override = readOverride(parameters.get("Behavior"));
      return override && { ...place, type, override };
    }
    case "TestControl": {
      const command = readCommand(parameters.get("Command"));
      return command && { ...place, type, command };
    }
  }
}

function readAssertion(parameters: Cursor): Assertion | undefined {
  const namespace = parameters.get("Namespace").text();
  const operator = parameters.get("Operator").oneOf(OPERATORS);
  if (namespace === undefined || operator === undefined) return undefined;
  if (!namespace.startsWith("$.")) return parameters.get("Namespace").expected("a JSONPath ($.…)");
  if (operator === "Exists") {
    const place = parameters.get("Operator");
    place.upload("Exists is documented and refused", "compare with a value: Equals, TextContains");
    return { namespace, operator, operand: "" };
  }
  const operand = parameters.get("Operand");
  const text = operand.value === "" ? "" : operand.scalar();
  return text === undefined ? undefined : { namespace, operator, operand: text };
}

function readCommand(command: Cursor): Command | undefined {
  const type = command.get("Type").oneOf(["EndTest", "LogData"]);
  if (type !== "LogData") return type && { type };
  const expressions = command.get("Properties").get("Expressions");
  const labels = Object.keys(expressions.object() ?? {});
  const read = labels.map((label) => [label, expressions.get(label).text() ?? ""]);
  return { type, expressions: Object.fromEntries(read) };
}
