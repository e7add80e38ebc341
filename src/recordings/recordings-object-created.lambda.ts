import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { poisonQueue } from "../aws/poison-queue.ts";
import { onObjectCreated } from "./on-object-created.ts";
import { objectCreatedVariables, parseEnrol, parsePrefix } from "./settings.ts";

const environment = readEnvironment(objectCreatedVariables);

const room = {
  client: new DynamoDBClient({ region: environment.AWS_REGION, ...NOBODY_WAITS }),
  table: environment.CONTACT_TABLE,
  clock,
  enrol: parseEnrol(environment.RECORDING_ENROL),
  graceSeconds: environment.RECORDING_GRACE_SECONDS,
  recordings: {
    bucket: environment.RECORDINGS_BUCKET,
    prefix: parsePrefix(environment.RECORDINGS_PREFIX),
  },
  poison: poisonQueue("recordings", environment.RECORDING_POISON_QUEUE_URL),
  outcomes: outcomesOf("recordings"),
};

/** Objects created in the recordings bucket, from S3 itself or from EventBridge. */
export async function handler(event: unknown): Promise<void> {
  try {
    await onObjectCreated(room, event);
  } finally {
    room.outcomes.publish();
  }
}
