import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { instanceArnOrNone } from "../aws/instance-id.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { workOnContactRecords } from "../aws/stream-batch.ts";
import { recordTracker } from "./record.ts";
import { recordVariables } from "./settings.ts";
import { parseAllowList } from "./task.ts";

const environment = readEnvironment(recordVariables);
const outcomes = outcomesOf("trackers");

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  table: environment.TRACKER_TABLE,
  ttlSeconds: environment.TRACKER_TTL_SECONDS,
  allowed: parseAllowList("TRACKER_ATTRIBUTES", environment.TRACKER_ATTRIBUTES),
  instanceArn: instanceArnOrNone("CONNECT_INSTANCE_ARN", environment.CONNECT_INSTANCE_ARN),
  poison: poisonQueue("trackers", environment.TRACKER_POISON_QUEUE_URL),
  clock,
  outcomes,
};

/** Contact records from Kinesis. */
export async function handler(batch: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> {
  try {
    return await workOnContactRecords(batch, room, async (record) => {
      const { outcome, sensitive } = await recordTracker(room, record);
      const { contactId } = record;
      outcomes.record(outcome, { contactId });
      for (let i = 0; i < sensitive; i += 1)
        outcomes.record("SensitiveValueDropped", { contactId });
    });
  } finally {
    outcomes.publish();
  }
}
