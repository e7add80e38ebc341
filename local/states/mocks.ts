import { type Integrations, TaskFailure, TaskResult } from "./integrations.ts";
import { isObject, type Json } from "./json.ts";
import { type Resource, waitsForToken } from "./task/resource.ts";

/**
 * What stands in for what a machine calls. By a Lambda function's name or ARN it is what the
 * function answers; by the ARN of a Resource it is the Task's result; for a Task that waits for a
 * token it is what comes with the token. A list answers in order, the last one repeating;
 * `{"$error": …, "$cause": …}` fails.
 */
export type Mocks = Readonly<Record<string, Json>>;

/** A mock that could not answer as it is written. */
export class InvalidMockError extends Error {
  override readonly name = "InvalidMockError";
}

/**
 * Answers from mocks alone. A task without one fails the run, naming what it called.
 * @throws InvalidMockError for a mock that could not be played
 */
export function mocked(mocks: Mocks): Integrations {
  for (const [name, mock] of Object.entries(mocks)) check(name, mock);
  const calls = new Map<string, number>();
  const answer = (name: string): Json => {
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    return played(inOrder(mocks[name] ?? null, call));
  };
  const mockedOf = (names: readonly string[]) =>
    names.find((candidate) => Object.hasOwn(mocks, candidate));
  return {
    answersTokens: true,
    async invokeLambda(functionArn, _, resource) {
      const names = namesOf(functionArn);
      const named = mockedOf(names);
      if (named !== undefined && !waitsForToken(resource)) return answer(named);
      const whole = named ?? mockedOf(arnsOf(resource));
      if (whole !== undefined) return new TaskResult(answer(whole));
      throw nothingFor(names[0] ?? functionArn);
    },
    async call(_service, _action, _args, resource) {
      const name = mockedOf(arnsOf(resource));
      if (name !== undefined) return answer(name);
      throw nothingFor(resource.arn);
    },
  };
}

function nothingFor(name: string): TaskFailure {
  return new TaskFailure(
    "States.Runtime",
    `nothing is mocked for ${name}. Give --mock '${name}=JSON'.`,
  );
}

/** A function by its name, by its ARN, and by its ARN without the qualifier. */
function namesOf(functionArn: string): string[] {
  const [before = "", after] = functionArn.split(":function:");
  const name = (after ?? before).split(":", 1)[0] ?? "";
  return [name, functionArn, ...(after === undefined ? [] : [`${before}:function:${name}`])];
}

/** A resource as the machine writes it, and without what it waits for. */
function arnsOf({ arn }: Resource): string[] {
  return [arn, arn.replace(/\.waitForTaskToken$/, "")];
}

function check(name: string, mock: Json): void {
  const list = Array.isArray(mock) ? (mock as readonly Json[]) : [mock];
  if (list.length === 0) throw new InvalidMockError(`${name}: an empty list answers nothing`);
  for (const value of list) {
    if (!isObject(value) || !Object.hasOwn(value, "$error")) continue;
    const { $error: error, $cause: cause = "", ...more } = value;
    if (typeof error !== "string" || typeof cause !== "string") {
      throw new InvalidMockError(`${name}: $error and $cause must be texts`);
    }
    const [other] = Object.keys(more);
    if (other === undefined) continue;
    throw new InvalidMockError(`${name}: "${other}" stands beside $error; a failure has no result`);
  }
}

function inOrder(mock: Json, call: number): Json {
  if (!Array.isArray(mock)) return mock;
  const list = mock as readonly Json[];
  return list[Math.min(call, list.length - 1)] ?? null;
}

function played(value: Json): Json {
  if (!isObject(value) || typeof value["$error"] !== "string") return value;
  const { $error: error, $cause: cause } = value;
  throw new TaskFailure(error, typeof cause === "string" ? cause : "");
}
