import { SFNClient } from "@aws-sdk/client-sfn";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerAsync } from "./answer.ts";
import { executionPrefix } from "./execution-name.ts";
import { asyncFunctionVariables } from "./settings.ts";

const environment = readEnvironment(asyncFunctionVariables);

const room = {
  client: new SFNClient({ region: environment.AWS_REGION, ...CALLER_IS_WAITING }),
  stateMachineArn: environment.STATE_MACHINE_ARN,
  executionPrefix: executionPrefix(environment.STATE_MACHINE_ARN),
  clock,
  outcomes: outcomesOf("async-function"),
};

/** Called by the flow: once to start, then until `sfn_result` is there. */
export function handler(event: unknown): Promise<FlowAnswer> {
  return answerAsync(room, event);
}
