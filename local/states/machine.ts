import { Fields } from "./fields.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { readFlow } from "./read-flow.ts";
import { InvalidDefinitionError } from "./refused.ts";
import type { Flow } from "./state.ts";
import { VariableScope } from "./variable-scope.ts";

/** A state machine, ready to run. */
export interface Machine {
  /** The definition as text, as DescribeStateMachine gives it. */
  readonly definition: string;
  readonly flow: Flow;
  /** `TimeoutSeconds` of the machine. */
  readonly timeoutSeconds: number | undefined;
}

/**
 * Reads a definition.
 * @param definition ASL as text or object, placeholders already filled in
 * @throws InvalidDefinitionError for whatever is no ASL or what this engine does not run
 */
export function readMachine(definition: string | object): Machine {
  const json = parse(definition);
  const fields = new Fields(json, {
    state: undefined,
    readFlow: () => fields.refuse("States", "are read below"),
    target: () => {},
    assigns: () => {},
  });
  const queryLanguage = fields.text("QueryLanguage") ?? "JSONPath";
  const version = fields.text("Version") ?? "1.0";
  if (version !== "1.0") fields.refuse("Version", `expected "1.0", but was "${version}"`);
  const timeoutSeconds = fields.whole("TimeoutSeconds", 1, 99_999_999);
  const others = ["QueryLanguage", "Version", "TimeoutSeconds"];
  const place = { state: undefined, prefix: "", others };
  const variables = new VariableScope();
  const flow = readFlow(json, place, { queryLanguage, names: new Set(), variables });
  variables.check();
  return { definition: text(definition), flow, timeoutSeconds };
}

function parse(definition: string | object): JsonObject {
  let json: Json;
  try {
    json = JSON.parse(text(definition));
  } catch (error) {
    throw new InvalidDefinitionError(
      { field: "definition" },
      `is not JSON: ${(error as Error).message}`,
    );
  }
  if (isObject(json)) return json;
  throw new InvalidDefinitionError({ field: "definition" }, "expected a JSON object");
}

function text(definition: string | object): string {
  return typeof definition === "string" ? definition : JSON.stringify(definition);
}
