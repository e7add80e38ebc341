import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CloudWatchLogsEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { onFlowLog } from "./on-flow-log.ts";
import { flowLogVariables, parseBlocks, parseEnrol } from "./settings.ts";

const environment = readEnvironment(flowLogVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  table: environment.CONTACT_TABLE,
  clock,
  enrol: parseEnrol(environment.RECORDING_ENROL),
  graceSeconds: environment.RECORDING_GRACE_SECONDS,
  blocks: parseBlocks(environment.RECORDING_BLOCKS),
  poison: poisonQueue("recordings", environment.RECORDING_POISON_QUEUE_URL),
  outcomes: outcomesOf("recordings"),
};

/** The flow log, from a CloudWatch Logs subscription. */
export async function handler(event: CloudWatchLogsEvent): Promise<void> {
  try {
    await onFlowLog(room, event);
  } finally {
    room.outcomes.publish();
  }
}
