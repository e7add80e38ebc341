import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { executionPrefixOf } from "../aws/execution-prefix.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { triggerVariables } from "./settings.ts";
import { triggerReconciliations } from "./trigger.ts";

const environment = readEnvironment(triggerVariables);
const connection = { region: environment.AWS_REGION, ...NOBODY_WAITS };

const room = {
  client: new DynamoDBClient(connection),
  table: environment.RECONCILIATION_TABLE,
  states: new SFNClient(connection),
  stateMachineArn: environment.RECONCILIATION_STATE_MACHINE_ARN,
  executionPrefix: executionPrefixOf(
    "RECONCILIATION_STATE_MACHINE_ARN",
    environment.RECONCILIATION_STATE_MACHINE_ARN,
  ),
  poison: poisonQueue("reconciliation", environment.RECONCILIATION_POISON_QUEUE_URL),
  clock,
  outcomes: outcomesOf("reconciliation"),
};

/** Requests from the reconciliation queue. */
export function handler(batch: SQSEvent): Promise<SQSBatchResponse> {
  return triggerReconciliations(room, batch);
}
