import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { callerDeadline } from "../aws/caller-deadline.ts";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerClear, answerSet } from "./answer.ts";
import { claimVariables } from "./settings.ts";

const environment = readEnvironment(claimVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...CALLER_IS_WAITING }),
  table: environment.CALLBACK_TABLE,
  ttlSeconds: environment.CALLBACK_TTL_SECONDS,
  clock,
  outcomes: outcomesOf("callbacks"),
};

/** Deployed as `index.set_handler`. */
export function set_handler(event: unknown): Promise<FlowAnswer> {
  return answerSet({ ...room, deadline: callerDeadline() }, event);
}

/** Deployed as `index.clear_handler`. */
export function clear_handler(event: unknown): Promise<FlowAnswer> {
  return answerClear({ ...room, deadline: callerDeadline() }, event);
}
