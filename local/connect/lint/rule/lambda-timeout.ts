import { LONGEST_SYNCHRONOUS } from "../../language/action/invoke-lambda-function.ts";
import { member } from "../../language/json.ts";
import { hasPlaceholder, numberIn } from "../../language/value.ts";
import type { Rule } from "../rule.ts";

/**
 * Lambda invocations with less time than Connect gives. The console proposes 3 seconds, which a cold
 * start alone can use up; what is cut off has happened all the same.
 */
export const lambdaTimeout: Rule = {
  id: "lambda-timeout",
  *check({ Actions }) {
    for (const [index, { Type, Parameters }] of Actions.entries()) {
      if (Type !== "InvokeLambdaFunction") continue;
      if (member(Parameters, "InvocationType") === "ASYNCHRONOUS") continue;
      const limit = member(Parameters, "InvocationTimeLimitSeconds");
      if (typeof limit === "string" && hasPlaceholder(limit)) continue;
      const seconds = numberIn(limit);
      // What is no number, or too long, is the parameters rule's.
      if (limit !== undefined && (seconds === undefined || seconds >= LONGEST_SYNCHRONOUS))
        continue;
      yield {
        severity: "warning",
        path: ["Actions", index, "Parameters", "InvocationTimeLimitSeconds"],
        message:
          limit === undefined
            ? "the function has the default of 3 seconds"
            : `the function has ${seconds} of the ${LONGEST_SYNCHRONOUS} seconds Connect gives`,
        advice: `Write "${LONGEST_SYNCHRONOUS}": a retry of Connect and a cold start need the time.`,
      };
    }
  },
};
