import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeEvent } from "aws-lambda";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { instanceArnOrNone } from "../aws/instance-id.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { onContactEvent } from "./on-contact-event.ts";
import { contactEventVariables, parseEnrol } from "./settings.ts";

const environment = readEnvironment(contactEventVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  table: environment.CONTACT_TABLE,
  clock,
  enrol: parseEnrol(environment.RECORDING_ENROL),
  graceSeconds: environment.RECORDING_GRACE_SECONDS,
  instanceArn: instanceArnOrNone("CONNECT_INSTANCE_ARN", environment.CONNECT_INSTANCE_ARN),
  poison: poisonQueue("recordings", environment.RECORDING_POISON_QUEUE_URL),
  outcomes: outcomesOf("recordings"),
};

/** Contact events, from EventBridge. */
export async function handler(event: EventBridgeEvent<string, unknown>): Promise<void> {
  try {
    await onContactEvent(room, event);
  } finally {
    room.outcomes.publish();
  }
}
