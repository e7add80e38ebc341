import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { EventBridgeEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { executionPrefixOf } from "../aws/execution-prefix.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { watchdogVariables } from "./settings.ts";
import { settleStale } from "./stale.ts";
import { onStatusChange } from "./watchdog.ts";

const environment = readEnvironment(watchdogVariables);
const connection = { region: environment.AWS_REGION, ...NOBODY_WAITS };
// Only for its check: a machine that is none would make every event another's.
executionPrefixOf("RECONCILIATION_STATE_MACHINE_ARN", environment.RECONCILIATION_STATE_MACHINE_ARN);

const room = {
  client: new DynamoDBClient(connection),
  table: environment.RECONCILIATION_TABLE,
  states: new SFNClient(connection),
  stateMachineArn: environment.RECONCILIATION_STATE_MACHINE_ARN,
  timeoutSeconds: environment.RECONCILIATION_TIMEOUT_SECONDS,
  queue: {
    client: new SQSClient(connection),
    queueUrl: environment.RECONCILIATION_DEAD_LETTER_QUEUE_URL,
  },
  poison: poisonQueue("reconciliation", environment.RECONCILIATION_POISON_QUEUE_URL),
  clock,
  outcomes: outcomesOf("reconciliation"),
};

/** Executions that ended badly, and a schedule, both from EventBridge. */
export async function handler(event: EventBridgeEvent<string, unknown>): Promise<void> {
  try {
    if (event["detail-type"] === "Scheduled Event") await settleStale(room);
    else await onStatusChange(room, event);
  } finally {
    room.outcomes.publish();
  }
}
