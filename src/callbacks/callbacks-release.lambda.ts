import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeEvent, KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { readEnvironment } from "../aws/environment.ts";
import { instanceArnOrNone } from "../aws/instance-id.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { releaseOnContactEvent, releaseOnContactRecords } from "./release-input.ts";
import { releaseVariables } from "./settings.ts";

const environment = readEnvironment(releaseVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  table: environment.CALLBACK_TABLE,
  maximumAttempts: environment.CALLBACK_MAXIMUM_CONNECTION_ATTEMPTS,
  instanceArn: instanceArnOrNone("CONNECT_INSTANCE_ARN", environment.CONNECT_INSTANCE_ARN),
  poison: poisonQueue("callbacks", environment.CALLBACK_POISON_QUEUE_URL),
  outcomes: outcomesOf("callbacks"),
};

/** Contact events from EventBridge, contact records from Kinesis. */
export async function handler(
  event: EventBridgeEvent<string, unknown> | KinesisStreamEvent,
): Promise<KinesisStreamBatchResponse | undefined> {
  try {
    if ("Records" in event) return await releaseOnContactRecords(room, event);
    await releaseOnContactEvent(room, event);
    return undefined;
  } finally {
    room.outcomes.publish();
  }
}
