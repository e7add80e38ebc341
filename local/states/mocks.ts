import { type Integrations, TaskFailure } from "./integrations.ts";
import { isObject, type Json } from "./json.ts";

/**
 * What stands in for what a machine calls, by a Lambda function's name or by the resource's ARN. A
 * list answers in order, the last one repeating; `{"$error": …, "$cause": …}` fails.
 */
export type Mocks = Readonly<Record<string, Json>>;

/** Answers from mocks alone. A task without one fails the run, naming what it called. */
export function mocked(mocks: Mocks): Integrations {
  const calls = new Map<string, number>();
  const answer = (names: readonly string[]): unknown => {
    const name = names.find((candidate) => Object.hasOwn(mocks, candidate));
    if (name === undefined) {
      throw new TaskFailure(
        "States.Runtime",
        `nothing is mocked for ${names[0]}. Give --mock '${names[0]}=JSON'.`,
      );
    }
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    return played(inOrder(mocks[name] ?? null, call));
  };
  return {
    async invokeLambda(functionArn) {
      const name = functionArn.split(":function:").at(-1)?.split(":")[0] ?? functionArn;
      return answer([name, functionArn]);
    },
    async call(service, action) {
      return answer([`arn:aws:states:::${service}:${action}`]);
    },
  };
}

function inOrder(mock: Json, call: number): Json {
  if (!Array.isArray(mock)) return mock;
  const list = mock as readonly Json[];
  return list[Math.min(call, list.length - 1)] ?? null;
}

function played(value: Json): Json {
  if (!isObject(value) || typeof value["$error"] !== "string") return value;
  const cause = value["$cause"];
  throw new TaskFailure(value["$error"], typeof cause === "string" ? cause : "");
}
