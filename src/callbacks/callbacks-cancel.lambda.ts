import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { callerDeadline } from "../aws/caller-deadline.ts";
import { CALLER_IS_WAITING } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { instanceIdOf } from "../aws/instance-id.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import type { FlowAnswer } from "../connect/flow-answer.ts";
import { answerCancel } from "./answer-cancel.ts";
import { cancelVariables } from "./settings.ts";

const environment = readEnvironment(cancelVariables);
const client = { region: environment.AWS_REGION, ...CALLER_IS_WAITING };

const room = {
  client: new DynamoDBClient(client),
  connect: new ConnectClient(client),
  instanceId: instanceIdOf("CONNECT_INSTANCE_ARN", environment.CONNECT_INSTANCE_ARN),
  table: environment.CALLBACK_TABLE,
  clock,
  outcomes: outcomesOf("callbacks"),
};

export function handler(event: unknown): Promise<FlowAnswer> {
  return answerCancel({ ...room, deadline: callerDeadline() }, event);
}
