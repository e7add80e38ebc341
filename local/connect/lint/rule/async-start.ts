import { isObject, type JsonObject, member } from "../../language/json.ts";
import { referencesIn } from "../../language/references.ts";
import { hasPlaceholder } from "../../language/value.ts";
import type { Rule } from "../rule.ts";

/**
 * Starts of Linekeeper's async function that are repeated under one `request_id`: the second start
 * finds the first one's execution, and the caller hears the old answer.
 */
export const asyncStart: Rule = {
  id: "async-start",
  *check({ Actions, graph }) {
    const repeated = new Set(graph.cycles.flat());
    const polled = new Set(
      Actions.filter(({ Parameters }) =>
        Object.hasOwn(attributesOf(Parameters), "execution_id"),
      ).map(({ Parameters }) => member(Parameters, "LambdaFunctionARN")),
    );
    for (const [index, { Type, Parameters }] of Actions.entries()) {
      if (Type !== "InvokeLambdaFunction" || !repeated.has(index)) continue;
      const parameters = attributesOf(Parameters);
      const has = (...keys: string[]) => keys.some((key) => Object.hasOwn(parameters, key));
      const isPolled = polled.has(member(Parameters, "LambdaFunctionARN"));
      const isAsync = isPolled || has("execution_id", "count", "count_max", "count_comfort");
      if (!isAsync || changes(member(parameters, "request_id"))) continue;
      // A poll under one request_id is right, and whether it also starts anew shows only at run
      // time; a count alone may be anybody's.
      const polls = changes(member(parameters, "execution_id"));
      const starts = !polls && (isPolled || has("count_max", "count_comfort"));
      yield {
        severity: starts ? "error" : "warning",
        path: ["Actions", index, "Parameters", "LambdaInvocationAttributes"],
        message: Object.hasOwn(parameters, "request_id")
          ? "request_id is the same in every round: a second start gets the first one's result"
          : "no request_id: a second start in this call gets the first one's result",
        advice: "Pass request_id from an attribute that the flow changes before each start.",
      };
    }
  },
};

/** What the function is given. */
function attributesOf(parameters: JsonObject): JsonObject {
  const attributes = member(parameters, "LambdaInvocationAttributes");
  return isObject(attributes) ? attributes : {};
}

/** Whether the value can be another one in the next round. */
function changes(value: unknown): boolean {
  return typeof value === "string" && (referencesIn(value).length > 0 || hasPlaceholder(value));
}
