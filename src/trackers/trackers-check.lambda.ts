import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { callerDeadline } from "../aws/caller-deadline.ts";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerCheck } from "./answer.ts";
import { checkVariables } from "./settings.ts";

const environment = readEnvironment(checkVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...CALLER_IS_WAITING }),
  table: environment.TRACKER_TABLE,
  ttlSeconds: environment.TRACKER_TTL_SECONDS,
  leaseSeconds: environment.TRACKER_LEASE_SECONDS,
  clock,
  outcomes: outcomesOf("trackers"),
};

/** Called by the flow, as `ContextTrackerCheck`. */
export function handler(event: unknown): Promise<FlowAnswer> {
  return answerCheck({ ...room, deadline: callerDeadline() }, event);
}
