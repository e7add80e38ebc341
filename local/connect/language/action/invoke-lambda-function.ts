import { type ActionForm, type ActionType, IN, NO_MATCHING_ERROR } from "../action-type.ts";
import { type JsonObject, member } from "../json.ts";
import { choice, map, number, object, required, resource, text } from "../parameter.ts";

/** Seconds that Connect waits at most for a synchronous, and an asynchronous invocation. */
export const LONGEST_SYNCHRONOUS = 8;
const LONGEST_ASYNCHRONOUS = 60;

/** Fills `$.External`. */
function invoking(parameters: JsonObject): ActionForm {
  const asynchronous = member(parameters, "InvocationType") === "ASYNCHRONOUS";
  const longest = asynchronous ? LONGEST_ASYNCHRONOUS : LONGEST_SYNCHRONOUS;
  return {
    parameters: {
      LambdaFunctionARN: required(resource("Lambda function")),
      InvocationTimeLimitSeconds: number(1, longest, "static"),
      InvocationType: choice(["SYNCHRONOUS", "ASYNCHRONOUS"]),
      LambdaInvocationAttributes: map(text()),
      ResponseValidation: object({ ResponseType: required(choice(["STRING_MAP", "JSON"])) }),
    },
    errors: { required: [NO_MATCHING_ERROR] },
    next: "required",
  };
}

export const invokeLambdaFunction: ActionType = {
  block: "AWS Lambda function",
  logName: "InvokeExternalResource",
  flowTypes: IN.anywhere,
  elsewhere: "doubtful",
  voice: true,
  form: invoking,
};
