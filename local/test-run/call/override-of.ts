import type { ActionStarted, Override } from "../../connect/flow/observer.ts";
import type { JsonObject } from "../../connect/language/json.ts";
import { isObject, member } from "../../connect/language/json.ts";
import type { Strategy } from "../../connect/testing-language/test-case.ts";

/** The parameter that a substitute takes the place of. */
const PARAMETERS: Readonly<Record<string, string>> = {
  InvokeLambdaFunction: "LambdaFunctionARN",
  CheckHoursOfOperation: "HoursOfOperationId",
  TransferContactToQueue: "QueueId",
  DequeueContactAndTransferToQueue: "QueueId",
};

const HOURS: Readonly<Record<string, string>> = { InHours: "True", OutOfHours: "False" };

/**
 * What the simulator does instead of an action, by a test's override. A mocked Lambda function is not
 * among them: its block runs, and gets another answer.
 */
export function overrideOf(started: ActionStarted, strategy: Strategy): Override {
  if (strategy.type === "SubstituteResource") {
    return { parameters: substituted(started, strategy.arn) };
  }
  const afterSeconds = strategy.delaySeconds;
  if (strategy.type === "MockError") return { ends: strategy.error, afterSeconds };
  const { value } = strategy;
  if (!isObject(value)) return { ends: HOURS[value] ?? value, afterSeconds };
  // A bot's block branches on the intent.
  const intent = member(value, "IntentName");
  return { ends: typeof intent === "string" ? intent : "NextAction", lex: value, afterSeconds };
}

function substituted({ type, parameters }: ActionStarted, arn: string): JsonObject {
  const name = PARAMETERS[type];
  return name === undefined
    ? { ...parameters, LexV2Bot: { AliasArn: arn } }
    : { ...parameters, [name]: arn };
}
