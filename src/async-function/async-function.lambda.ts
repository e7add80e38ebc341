import { SFNClient } from "@aws-sdk/client-sfn";
import { callerDeadline } from "../aws/caller-deadline.ts";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { executionPrefixOf } from "../aws/execution-prefix.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerAsync } from "./answer.ts";
import { asyncFunctionVariables } from "./settings.ts";

const environment = readEnvironment(asyncFunctionVariables);

const room = {
  client: new SFNClient({ region: environment.AWS_REGION, ...CALLER_IS_WAITING }),
  stateMachineArn: environment.STATE_MACHINE_ARN,
  executionPrefix: executionPrefixOf("STATE_MACHINE_ARN", environment.STATE_MACHINE_ARN),
  clock,
  outcomes: outcomesOf("async-function"),
};

/** Called by the flow: once to start, then until `sfn_result` is there. */
export function handler(event: unknown): Promise<FlowAnswer> {
  return answerAsync({ ...room, deadline: callerDeadline() }, event);
}
